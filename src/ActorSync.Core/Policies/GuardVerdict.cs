using System.Collections.Immutable;

namespace ActorSync.Core.Policies;

/// <summary>The guard's verdict on one run.</summary>
/// <param name="Outcome">Pass, hold or overridden.</param>
/// <param name="Reasons">One sentence for each exceeded limit: rule, limit, count and the first items.</param>
/// <param name="AcceptedBecause">The reason given for overriding, or null.</param>
public sealed record GuardVerdict(GuardOutcome Outcome, ImmutableArray<string> Reasons, string? AcceptedBecause)
{
    /// <summary>Nothing stands in the way.</summary>
    public static readonly GuardVerdict Pass = new(GuardOutcome.Pass, [], null);
}
