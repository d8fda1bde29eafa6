using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using Akka.Actor;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>What a run's coordinator works with.</summary>
/// <param name="Dialect">The target's dialect.</param>
/// <param name="Guard">The guard's limits.</param>
/// <param name="Partitions">The partitions by number.</param>
/// <param name="RunLog">The run log.</param>
/// <param name="Observer">Reads the target.</param>
/// <param name="Gateway">Counts what is sent.</param>
/// <param name="KeepPlan">Seals the plan and makes it durable beside the run.</param>
/// <param name="Window">How many people are under way at once.</param>
/// <param name="Report">Told where the run stands, often; must be quick.</param>
/// <param name="Clock">The clock.</param>
public sealed record RunServices(
    ITargetDialect Dialect,
    GuardLimits Guard,
    IReadOnlyList<IActorRef> Partitions,
    IActorRef RunLog,
    IRunObserver Observer,
    IActorRef Gateway,
    Func<RunJob, RunSummary, IEnumerable<PlannedUser>, TaxonomyNames, Task> KeepPlan,
    int Window,
    Action<PhaseProgress> Report,
    IClock Clock)
{
    /// <summary>The full path of the target's state, to be named where it cannot take in more.</summary>
    public string StateFolder { get; init; } = string.Empty;

    /// <summary>How often the requests are counted in the run log while a run goes on, so that a crash forgets few of them; null for never.</summary>
    public Duration? CountEvery { get; init; }

    /// <summary>How long what an earlier process of an undecided run has read of single users holds for those that go on with it.</summary>
    public Duration ReadingsLast { get; init; }

    /// <summary>When the state was restored last, so that no earlier reading holds; null where it never was.</summary>
    public Instant? RestoredAt { get; init; }
}
