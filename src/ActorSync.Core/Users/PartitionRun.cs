using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What a partition knows of the run under way, and what it decides in it: rules without a message.</summary>
/// <remarks>Confined to the partition.</remarks>
internal sealed class PartitionRun
{
    private readonly PartitionTerms _terms;
    private readonly PartitionMessage.BeginRun _run;
    private readonly bool _leftLongAgo;

    /// <summary>A run begins, or goes on.</summary>
    /// <param name="terms">What holds in every run.</param>
    /// <param name="state">What the partition remembers; it goes on changing.</param>
    /// <param name="run">The run.</param>
    /// <param name="now">When it begins here.</param>
    public PartitionRun(PartitionTerms terms, PartitionState state, PartitionMessage.BeginRun run, Instant now)
    {
        _terms = terms;
        State = state;
        _run = run;
        _leftLongAgo = run.LastAtWork is { } until && now - until >= terms.LateFor; // Once for all users, so that the forecast and the looks agree.
    }

    /// <summary>What every decision shares; null until the taxonomy is known.</summary>
    public PlanningContext? Context { get; set; }

    /// <summary>Whether an earlier process of the run has decided.</summary>
    public bool GoesOn => _run.GoesOn;

    /// <summary>Whether nobody is to be written, so that what was decided is not kept here.</summary>
    public bool DecidesOnly => _run.DecidesOnly;

    /// <summary>From when on a single reading holds for the run; null where none is kept.</summary>
    public Instant? ReadSince => _run.ReadSince;

    private PartitionState State { get; }

    private SyncTerms Terms => new(_run.Run, _terms.Source, _run.SkipsMoved, _terms.RemovalsRestOnOwnership, _run.SettlesOnly);

    private PlanningContext Shared => Context ?? throw new InvalidOperationException("A person came before the run's context.");

    /// <summary>What the partition knows of everybody, and what a run has done so far.</summary>
    public static PartitionReply.RunBegun Done(int partition, PartitionState state, RunId run)
    {
        var people = state.Users
            .Where(record => record.Ledger.Employee is not null)
            .Select(record => PersonOf(record.AsOf(run), run))
            .ToImmutableArray();
        var finished = state.Users
            .Where(record => record.ProgressIn(run) is not null)
            .Select(record => new FinishedUser(record.User, record.Progress!.Result, record.Progress.Applied)
            {
                Doubts = record.Progress.Doubts,
                WritesApplied = record.Progress.WritesApplied,
            })
            .ToImmutableArray();
        return new PartitionReply.RunBegun(partition, people, finished);
    }

    /// <summary>What is known of a user in this run, or null.</summary>
    public UserRecord? Find(UserId user) => State.Find(user)?.AsOf(_run.Run);

    /// <summary>What an earlier process of the run has read of a user and still holds, or null.</summary>
    /// <remarks>Once the clock is set back, what another run read long ago lies in the future, and not in this run.</remarks>
    public ObservedUser? EarlierReadingOf(ObservedUser observed) =>
        (ReadSince, _run.LastAtWork) is ({ } since, { } until) && Find(observed.Id)?.LastKnown is { } known && known.ObservedAt <= until + RequestCounting.MostUncounted
            ? EarlierReading.Of(observed, known, since)
            : null;

    /// <summary>The entries that keep a reading.</summary>
    public ImmutableArray<JournalEntry> Keep(ObservedUser read)
    {
        var record = Find(read.Id);
        return [.. Sightings.Of(record?.LastKnown, read, record is null ? [] : InDoubt(record))];
    }

    /// <summary>Decides a user whose holdings are known, or who is gone.</summary>
    /// <returns>The answer, and what waits for the guard; null where nothing does.</returns>
    public (PartitionReply.PersonDecided Answer, DecidedUser? Decided) Decide(ObservedUser observed, PendingPerson pending, Instant now)
    {
        var record = Find(observed.Id);
        var ledger = record?.Ledger ?? AgentLedger.Empty;
        if (pending.Undone is { } undone)
        {
            return (Undo(undone, observed, ledger, now), null);
        }

        ImmutableArray<Operation> inDoubt = record is null ? [] : InDoubt(record);
        var hasApplied = record?.ProgressIn(_run.Run)?.Applied.Total > 0;
        var decided = pending.Planned is not { } earlier ? Plan(observed, ledger, pending.Person, now)
            : _run.SkipsMoved && !GoesOn ? PlannedDecision.Applying(earlier, observed, ledger, Terms, now)
            : PlannedDecision.Resuming(earlier, observed, ledger, inDoubt, Terms, _leftLongAgo, now, hasApplied);

        var foreseen = Foresee(decided, inDoubt);
        var answer = new PartitionReply.PersonDecided(observed.Id, decided.Decision, decided.Planned, decided.Skipped, foreseen, null, null)
        {
            ShowsDoubt = decided.ShowsDoubt,
            Finished = GoesOn ? decided.Finished(hasApplied) : null,
        };
        return (answer, new DecidedUser(observed, decided.Planned, foreseen));
    }

    /// <summary>What the run learned, to be durable before it writes: a group of entries for each user.</summary>
    public IEnumerable<ImmutableArray<JournalEntry>> Notes(IEnumerable<KeyValuePair<UserId, DecidedUser>> decided, Instant now) =>
        State.Users.OrderBy(record => record.User).Select(record => GiveUp(record, now))
            .Concat(decided.OrderBy(pair => pair.Key).Select(pair => NotesOf(pair.Key, pair.Value)));

    /// <summary>What the run learned of a user with whom it is done as it goes on, and that it is.</summary>
    public ImmutableArray<JournalEntry> Finish(UserId user, DecidedUser decided, UserResult result) =>
        [.. NotesOf(user, decided), new JournalEntry.Finished(user, _run.Run, result)];

    /// <summary>The machine that brings a decided user to the decided state.</summary>
    public UserSync Sync(UserId user, DecidedUser decided)
    {
        var record = State.Find(user);
        var open = record?.OpenIntentsOf(_run.Run).LastOrDefault();
        var progress = record?.ProgressIn(_run.Run);
        return new UserSync(
            _terms.Dialect,
            Terms,
            decided.Observed,
            new UserTask(decided.Planned.Operations, decided.Foreseen)
            {
                Open = open is null ? null : new OpenWrite(open.Sequence, open.Operations) { Known = open.Doubt, LeftAt = _run.LeftAt, IsLongAgo = _leftLongAgo },
                ChangedBefore = progress?.Applied.Total > 0,
                HasSkipped = decided.Planned.HasSkipped,
            });
    }

    /// <summary>The entries as they are stored: with what a reading that comes with them shows, and with owners that are given back.</summary>
    public ImmutableArray<JournalEntry> Complete(PartitionMessage.Record record)
    {
        var entries = record.Entries;
        if (record.Seen is null && !RestoredOwners.AreGivenBackIn(entries))
        {
            return entries; // As nearly always: nothing that is known changes it.
        }

        var ledger = Find(record.User)?.Ledger ?? AgentLedger.Empty;
        if (record.Seen is { } seen)
        {
            var noted = LedgerEffects.AfterReading(ledger, seen, record.Sent);
            var sightings = Sightings.Of(Find(record.User)?.LastKnown, seen, [.. entries.OfType<JournalEntry.Settled>().SelectMany(settled => settled.Applied), .. record.Sent]);
            entries = noted == ledger ? [.. entries, .. sightings] : [new JournalEntry.Noted(record.User, noted), .. entries, .. sightings];
        }

        return RestoredOwners.Note(entries, ledger);
    }

    private static LedgerPerson PersonOf(UserRecord record, RunId run) => new(record.User, record.Ledger, record.LastKnown, InDoubt(record, run))
    {
        Doubt = record.OpenIntentsOf(run).LastOrDefault()?.Doubt,
        IsDone = record.ProgressIn(run) is { Result: not null },
    };

    private static ImmutableArray<Operation> InDoubt(UserRecord record, RunId run) =>
        [.. record.OpenIntentsOf(run).SelectMany(intent => intent.Operations)];

    private ImmutableArray<Operation> InDoubt(UserRecord record) => InDoubt(record, _run.Run);

    // Who is only settled was not observed anew: where it is not long ago, nothing tells whether one look is enough or all are needed.
    private RequestsForeseen Foresee(PlannedDecision decided, ImmutableArray<Operation> inDoubt) => _run.SettlesOnly
        ? new(inDoubt.IsEmpty ? 0 : (_leftLongAgo ? 1 : ReadBack.LooksOnAverage) * _terms.Dialect.ReadsPerUser, 0)
        : new(decided.ReadsFirst * _terms.Dialect.ReadsPerUser, _terms.Dialect.WritesFor(decided.ToWrite));

    private PartitionReply.PersonDecided Undo(UserChanges undone, ObservedUser observed, AgentLedger ledger, Instant now)
    {
        if (!observed.IsKnown)
        {
            return new(observed.Id, null, null, [], RequestsForeseen.None, UserProblem.GoneBeforeUndoing, null);
        }

        var decision = UndoRule.Decide(undone, observed, ledger, Shared, now);
        var held = decision.Operations.IsEmpty ? null : HoldReason.For(observed.State);
        var employee = ledger.Employee ?? observed.EmployeeId ?? string.Empty;
        return new(
            observed.Id,
            new AgentDecision(decision.Operations, ledger, [], held, decision.ManagedHeld),
            new PlannedUser(observed.Id, employee, decision.Operations, held, ledger, ledger),
            decision.Left,
            new RequestsForeseen(0, _terms.Dialect.WritesFor(decision.Operations)),
            null,
            null)
        {
            Notes = decision.Notes,
        };
    }

    private PlannedDecision Plan(ObservedUser observed, AgentLedger ledger, RosterPerson? person, Instant now)
    {
        var decision = AgentPlanner.Decide(person, observed, ledger, Shared, now);
        var employee = person?.Id.Value ?? ledger.Employee ?? observed.EmployeeId ?? string.Empty;
        return new PlannedDecision(decision, new PlannedUser(observed.Id, employee, decision.Operations, decision.Held, ledger, decision.Ledger), []);
    }

    private ImmutableArray<JournalEntry> NotesOf(UserId user, DecidedUser decided)
    {
        var entries = ImmutableArray.CreateBuilder<JournalEntry>();
        var record = Find(user);
        if (record?.LastKnown is not { } known || Sightings.AreWorthKeeping(known, decided.Observed))
        {
            entries.AddRange(Sightings.Of(record?.LastKnown, decided.Observed, record is null ? [] : InDoubt(record)));
        }

        if (!decided.Planned.LedgerNoted.Equals(record?.Ledger ?? AgentLedger.Empty))
        {
            entries.Add(new JournalEntry.Noted(user, decided.Planned.LedgerNoted));
        }

        return entries.DrainToImmutable();
    }

    // Their run was closed while the user could not be read: from now on the journal says so.
    private ImmutableArray<JournalEntry> GiveUp(UserRecord record, Instant now) =>
    [
        .. record.GivenUpBefore(_run.Run).SelectMany(intent => new JournalEntry[]
        {
            new JournalEntry.Settled(record.User, intent.Run, intent.Sequence, WriteResult.NotApplied, _terms.Source, [], Version: null, now),
            new JournalEntry.Doubted(record.User, intent.Run, WriteDoubt.LeftOpen(intent.Sequence, intent.Operations, intent.Doubt, now)),
        }),
    ];
}
