using System.Collections.Immutable;

namespace ActorSync.Core.Runs;

/// <summary>The guard's verdict with its reasons, each naming rule, limit, count and the first items.</summary>
public sealed record GuardOutcome(GuardVerdict Verdict, ImmutableArray<string> Reasons)
{
    /// <summary>Nothing stands in the way.</summary>
    public static readonly GuardOutcome Pass = new(GuardVerdict.Pass, []);
}
