using System.Collections.Immutable;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>A write whose intent is durable and whose outcome is not known yet.</summary>
/// <param name="Sequence">Its number among the user's writes of this run.</param>
/// <param name="Operations">What it carries.</param>
public sealed record OpenWrite(int Sequence, ImmutableArray<Operation> Operations)
{
    /// <summary>What an earlier process that left it said of it; null where it did not, or it is this process's own.</summary>
    public IntentDoubt? Known { get; init; }

    /// <summary>Since when an earlier process that did not say has left it in doubt; null where nobody knows, or it is this process's own.</summary>
    public Instant? LeftAt { get; init; }

    /// <summary>Whether that is longer ago than the target is late, so that one look settles it.</summary>
    public bool IsLongAgo { get; init; }
}
