using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Every run of one target, folded from the run log's events.</summary>
/// <param name="Runs">The runs by id, which is the order in which they began.</param>
/// <param name="AcceptedRows">Rows per sheet of the last accepted file of each source: the guard's memory.</param>
/// <param name="PlansApplied">The plans that were applied, and by which run.</param>
public sealed record RunHistory(
    ImmutableSortedDictionary<RunId, RunRecord> Runs,
    ImmutableSortedDictionary<SourceName, ImmutableSortedDictionary<SheetKind, long>> AcceptedRows,
    ImmutableSortedDictionary<string, RunId> PlansApplied)
{
    private static readonly ImmutableSortedDictionary<string, RunId> NoPlans = ImmutableSortedDictionary.Create<string, RunId>(StringComparer.Ordinal);

    /// <summary>No run yet.</summary>
    public static readonly RunHistory Empty = new(
        ImmutableSortedDictionary<RunId, RunRecord>.Empty,
        ImmutableSortedDictionary<SourceName, ImmutableSortedDictionary<SheetKind, long>>.Empty,
        NoPlans);

    /// <summary>The end of the run log's hash chain.</summary>
    public ChainHead Head { get; init; }

    /// <summary>The last seal of the audit log, or null where there is none yet.</summary>
    public RunSeal? LastSeal { get; init; }

    /// <summary>The closed run that is yet to be sealed, or null: a process may have ended between the two.</summary>
    public RunRecord? Unsealed => Latest is { IsOpen: false } latest && LastSeal?.Run != latest.Id ? latest : null;

    /// <summary>The run that is not closed, or null; there is never more than one.</summary>
    public RunRecord? Open => Runs.Values.FirstOrDefault(run => run.IsOpen);

    /// <summary>The run that began last, or null.</summary>
    public RunRecord? Latest => Runs.IsEmpty ? null : Runs.Values.Last();

    /// <summary>The run with this id, or null.</summary>
    public RunRecord? Find(RunId run) => Runs.GetValueOrDefault(run);

    /// <summary>The run that applied this plan, or null.</summary>
    public RunId? AppliedBy(string planId) => PlansApplied.TryGetValue(planId, out var run) ? run : null;

    /// <summary>The history after one more event.</summary>
    /// <exception cref="InvalidOperationException">The event cannot follow on what is known: its run is unknown, closed or a second open one.</exception>
    public RunHistory Evolve(RunEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);

        return stored switch
        {
            RunEvent.Opened opened => Begin(opened),
            RunEvent.Decided decided => With(OpenRun(decided) with { DecidedSummary = decided.Summary }),
            RunEvent.SourceAccepted accepted => Remember(accepted),
            RunEvent.Counted counted => Count(counted),
            RunEvent.Resumed resumed => Resume(OpenRun(resumed)),
            RunEvent.Interrupted interrupted => Interrupt(OpenRun(interrupted), interrupted),
            RunEvent.Closed closed => Close(closed),
            RunEvent.TakenUp taken => TakeUp(OpenRun(taken), taken),
            RunEvent.Sealed { Seal: var seal } => Seal(seal),
            RunEvent.Redacted or RunEvent.Cut => Runs.ContainsKey(stored.Run) ? this : throw new InvalidOperationException($"Run {stored.Run} is unknown and cannot be {stored.GetType().Name}."),
            _ => throw new InvalidOperationException($"Unknown run event {stored.GetType().Name}."),
        };
    }

    /// <inheritdoc/>
    public bool Equals(RunHistory? other) =>
        other is not null
        && Runs.SequenceEqual(other.Runs)
        && PlansApplied.SequenceEqual(other.PlansApplied)
        && Head == other.Head
        && LastSeal == other.LastSeal
        && AcceptedRows.Keys.SequenceEqual(other.AcceptedRows.Keys)
        && AcceptedRows.All(source => source.Value.SequenceEqual(other.AcceptedRows[source.Key]));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Runs.Count, AcceptedRows.Count, PlansApplied.Count);

    private RunHistory Begin(RunEvent.Opened opened)
    {
        if (Open is { } other)
        {
            throw new InvalidOperationException($"Run {opened.Run} cannot begin while run {other.Id} is open.");
        }

        if (Runs.ContainsKey(opened.Run))
        {
            throw new InvalidOperationException($"Run {opened.Run} has already begun.");
        }

        if (opened.PlanId.Length > 0 && AppliedBy(opened.PlanId) is { } earlier)
        {
            throw new InvalidOperationException($"Plan {opened.PlanId} was already applied by run {earlier}.");
        }

        var begun = With(new RunRecord(
            opened.Run,
            opened.Command,
            opened.Source,
            opened.Files,
            opened.ConfigurationHash,
            opened.PlanId,
            opened.AcceptReason,
            opened.At,
            ResumedCount: 0,
            RequestCounts.None,
            DecidedSummary: null,
            Interruption: null,
            End: null)
        {
            Times = RunTimes.Begin(opened.At),
        });

        return opened.PlanId.Length == 0 ? begun : begun with { PlansApplied = PlansApplied.SetItem(opened.PlanId, opened.Run) };
    }

    private RunHistory Remember(RunEvent.SourceAccepted accepted)
    {
        _ = OpenRun(accepted);

        // Sheet by sheet: a file without a skill sheet says nothing of how many rows the next skill sheet should have.
        var known = AcceptedRows.GetValueOrDefault(accepted.Source, ImmutableSortedDictionary<SheetKind, long>.Empty);
        return this with { AcceptedRows = AcceptedRows.SetItem(accepted.Source, known.SetItems(accepted.RowsBySheet)) };
    }

    private RunHistory Count(RunEvent.Counted counted)
    {
        var run = OpenRun(counted);
        return With(run with
        {
            Requests = run.Requests + counted.Requests,

            // Without it the event is from before times were kept, and for how long its process was at work nobody knows.
            Times = counted.By is { } process ? run.Times?.See(process, wrote: counted.Requests.Writes > 0) : null,
        });
    }

    private RunHistory Resume(RunRecord run) => With(run with { ResumedCount = run.ResumedCount + 1, Interruption = null });

    // Whoever gives a run up and is interrupted tells nothing new of it.
    private RunHistory Interrupt(RunRecord run, RunEvent.Interrupted interrupted) => With(run with
    {
        Interruption = new(interrupted.Reason, interrupted.At) { Summary = interrupted.Summary ?? run.Interruption?.Summary },
    });

    private RunHistory Close(RunEvent.Closed closed)
    {
        var run = OpenRun(closed);
        var ended = With(run with
        {
            DecidedSummary = run.IsDecided ? string.Empty : null, // What came of it stands in its end; kept beside, it would be stored with every later snapshot.
            Interruption = run.Interruption is { } before ? before with { Summary = null } : null,
            End = new(closed.Status, closed.Abandoned, closed.Summary, closed.At) { SummaryDigest = closed.SummaryDigest },
        });

        // A plan whose run was closed before it was decided was not applied: held by a guard it may come again with a reason, and after a failure or given up as it is.
        return run.PlanId.Length > 0 && (closed.Abandoned || closed.Status is RunStatus.Held or RunStatus.Failed) && !run.IsDecided
            ? ended with { PlansApplied = PlansApplied.Remove(run.PlanId) }
            : ended;
    }

    private RunHistory TakeUp(RunRecord run, RunEvent.TakenUp taken) => With(run with { Operators = run.Operators.Add(new(taken.Operator, taken.At)) });

    private RunHistory Seal(RunSeal seal) => Unsealed?.Id == seal.Run && seal.Previous == (LastSeal?.Digest ?? default)
        ? this with { LastSeal = seal }
        : throw new InvalidOperationException($"Run {seal.Run} cannot be sealed: it is not the one that was closed last, or is sealed already.");

    private RunRecord OpenRun(RunEvent stored) => Find(stored.Run) switch
    {
        null => throw new InvalidOperationException($"Run {stored.Run} is unknown and cannot be {stored.GetType().Name}."),
        { IsOpen: false } => throw new InvalidOperationException($"Run {stored.Run} is closed and cannot be {stored.GetType().Name}."),
        var run => run,
    };

    private RunHistory With(RunRecord run) => this with { Runs = Runs.SetItem(run.Id, run) };
}
