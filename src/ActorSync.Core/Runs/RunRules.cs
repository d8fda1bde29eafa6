using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>What holds for every run of a process.</summary>
/// <param name="Dialect">The target's dialect.</param>
/// <param name="Guard">The guard's limits.</param>
/// <param name="Window">How many people are under way at once.</param>
public sealed record RunRules(ITargetDialect Dialect, GuardLimits Guard, int Window)
{
    /// <summary>How many partitions there are.</summary>
    public int Partitions { get; init; } = Partitioning.Partitions;

    /// <summary>How long what an earlier process of an undecided run has read of single users holds for those that go on with it.</summary>
    public Duration ReadingsLast { get; init; }

    /// <summary>When the state was restored last, so that no earlier reading holds; null where it never was.</summary>
    public Instant? RestoredAt { get; init; }
}
