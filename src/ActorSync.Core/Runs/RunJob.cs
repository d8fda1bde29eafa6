using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>One run as its coordinator takes it over.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Kind">What it is to do.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Mode">Whether the source states everybody.</param>
/// <param name="Reading">What the source files say; null for a plan made earlier.</param>
/// <param name="Plan">The plan made earlier, of a run that goes on without its users (see <see cref="Kept"/>); null where the run decides itself.</param>
/// <param name="Only">The employee ids of a pilot group, or null for everybody.</param>
/// <param name="AcceptReason">Why guard and file holds are overridden, or null.</param>
/// <param name="AcceptedRows">Rows per sheet of the source's last accepted file: the guard's memory.</param>
/// <param name="RequestsBefore">Requests that earlier processes of this run sent.</param>
/// <param name="ResumedCount">How often the run was resumed, this time included.</param>
/// <param name="StartedAt">When the run began.</param>
/// <param name="SkipsMoved">Whether an operation whose value has moved since its plan is skipped, as <c>apply</c> does, also when it goes on.</param>
public sealed record RunJob(
    RunId Run,
    RunKind Kind,
    SourceName Source,
    SourceMode Mode,
    RosterReading? Reading,
    PlanDocument? Plan,
    ImmutableHashSet<EmployeeId>? Only,
    string? AcceptReason,
    ImmutableSortedDictionary<SheetKind, long> AcceptedRows,
    RequestCounts RequestsBefore,
    int ResumedCount,
    Instant StartedAt,
    bool SkipsMoved = false)
{
    /// <summary>When this process began or went on with the run.</summary>
    public Instant BeganAt { get; init; } = StartedAt;

    /// <summary>How the processes before this one were at work; null where there was none, or nobody knows.</summary>
    public RunTimes? Before { get; init; }

    /// <summary>Whether processes before this one worked on the run.</summary>
    public bool ResumesEarlierProcess => Before is not null || BeganAt != StartedAt;

    /// <summary>From when on single readings of the run's earlier processes hold: those of all of them, unless longer passed since the last of them than an observation may be old.</summary>
    public Instant ReadingsHoldFrom => Before is { } before && BeganAt - before.Latest.Until <= Freshness.Limit ? StartedAt : BeganAt;

    /// <summary>Whether it counts as a resume once it has gone on with the run.</summary>
    public bool CountsAsResume => ResumesEarlierProcess && Kind != RunKind.Settle;

    /// <summary>The figures that the last process left which stopped before the run's end; null where it left none.</summary>
    public RunSummary? Left { get; init; }

    /// <summary>Those of whom the plan of a run that goes on has something to be done; null where there is no such plan.</summary>
    public KeptUsers? Kept { get; init; }

    /// <summary>What had been decided when an interrupted run is given up; null where nothing had been.</summary>
    public RunSummary? Decided { get; init; }

    /// <summary>How many operations had been decided for each user of a run that is given up, as far as its plan tells.</summary>
    public IReadOnlyDictionary<UserId, int> DecidedOperations { get; init; } = ImmutableDictionary<UserId, int>.Empty;

    /// <summary>The names of skills and certifications, as far as an earlier process or a plan kept them.</summary>
    public TaxonomyNames Names { get; init; } = Plan?.Names ?? TaxonomyNames.None;

    /// <summary>The run that a plan is to take back; null where it is made from source files.</summary>
    public UndoneRun? Undoing { get; init; }

    /// <summary>Whether the run may write to the journal and the target.</summary>
    public bool Writes => Kind != RunKind.Plan;
}
