using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Brings one user to the decided state, one request at a time: a pure machine that says what to do next.</summary>
/// <remarks>
/// The order never varies: the intent is recorded, then the write is sent, then its outcome is recorded. A write in doubt, a version
/// clash and an old observation are answered by a read and a new diff, which may drop or lessen operations and never adds one.
/// </remarks>
public sealed class UserSync : IUserWork
{
    private readonly ITargetDialect _dialect;
    private readonly SyncTerms _terms;
    private readonly UserTask _task;
    private readonly List<UserProblem> _problems = [];
    private readonly DoubtKeeper _doubts = new();
    private readonly Setbacks _setbacks = new();
    private readonly RequestMarks _marks;

    private ObservedUser _current;
    private ImmutableArray<Operation> _remaining;
    private OperationCounts _applied = OperationCounts.None;
    private ImmutableArray<Operation> _appliedHere = [];
    private OpenWrite? _open;
    private UserWrite? _write;
    private UserReading? _reading;
    private UserSyncResult? _ending;
    private int _sequence;
    private int _writesApplied;
    private bool _isGone;
    private bool _isKnownOlder;

    /// <summary>Takes over a user.</summary>
    /// <param name="dialect">The target's dialect.</param>
    /// <param name="terms">The terms of the run.</param>
    /// <param name="current">The user as last observed.</param>
    /// <param name="task">What is to be done for it.</param>
    public UserSync(ITargetDialect dialect, SyncTerms terms, ObservedUser current, UserTask task)
    {
        ArgumentNullException.ThrowIfNull(task);

        _dialect = dialect;
        _terms = terms;
        _task = task;
        _current = current;
        _remaining = task.Decided;
        _open = task.Open;
        _sequence = task.Open?.Sequence ?? 0;
        _marks = new RequestMarks(task.Foreseen, _open is not null);
        if (_open is not null)
        {
            Doubt(WriteDoubt.ReasonOfLeftOpen(_open.Known), _open.Known?.Since ?? _open.LeftAt, _open.IsLongAgo);
        }
    }

    /// <summary>The user as known now.</summary>
    public ObservedUser Current => _current;

    /// <summary>Begins: with a read where a write is in doubt or a holding is unknown, else with the first write.</summary>
    public UserStep Begin(Instant now) => _open is not null || !_current.IsKnown ? ReadEverything() : Advance(now);

    /// <summary>The entries of the last <see cref="UserStep.Record"/> are durable.</summary>
    public UserStep Durable(Instant now)
    {
        if (_ending is not null)
        {
            return new UserStep.Finish(_ending);
        }

        return _write is { } write ? SendWrite(write) : Advance(now);
    }

    /// <summary>The wait of the last <see cref="UserStep.Wait"/> is over.</summary>
    public UserStep Waited() => _reading is { Next: { } next } ? SendRead(next, isAgain: true) : ReadEverything();

    /// <summary>The request of the last <see cref="UserStep.Send"/> ended.</summary>
    public UserStep Answered(TargetOutcome outcome, Instant now)
    {
        if (outcome is TargetOutcome.NotSent { WasTried: false })
        {
            _marks.TakeBack();
        }

        return _reading is not null ? Read(outcome, now) : Written(outcome, now);
    }

    private UserStep Advance(Instant now)
    {
        LeaveEnded(now);
        if (_remaining.IsEmpty)
        {
            return Finish([]);
        }

        if (Freshness.NeedsReading(_remaining, _current.ObservedAt, now))
        {
            return ReadEverything();
        }

        var write = _dialect.NextWrite(_current, _remaining);
        if (write is null)
        {
            return _setbacks.TryReadForWrite()
                ? ReadEverything()
                : GiveUp(UserProblem.NotShownForWrite, now);
        }

        _setbacks.WriteKnown();
        _write = write;
        _sequence++;
        _open = new OpenWrite(_sequence, write.Carries);
        return new UserStep.Record([new JournalEntry.Intended(_current.Id, _terms.Run, _sequence, write.Carries)]);
    }

    // Hours may lie between a decision and its turn: what has ended by then is not given.
    private void LeaveEnded(Instant now)
    {
        var ended = _remaining.RemoveAll(operation => !operation.HasEndedAt(now));
        _problems.AddRange(ended.Select(UserProblem.EndedSince));
        _remaining = _remaining.RemoveRange(ended);
    }

    private UserStep Written(TargetOutcome outcome, Instant now)
    {
        var write = _write ?? throw new InvalidOperationException("An answer came without a write.");
        _write = null;
        switch (outcome)
        {
            case TargetOutcome.Answered answered:
                return Judged(_dialect.Judge(write, answered.Status, answered.Body, _current, answered.SentAt), answered.Status, now);
            case TargetOutcome.InDoubt doubt:
                Doubt(doubt.Reason, now);
                return ReadEverything(); // The last doubt, too, is settled by a read before the operations are given up.
            case TargetOutcome.TooLate:
                _setbacks.Late();
                _marks.TakeBackLate();
                return ReadEverything();
            default:
                return Stop(RunStop.From(outcome), now);
        }
    }

    private UserStep Judged(WriteVerdict verdict, int status, Instant now)
    {
        switch (verdict)
        {
            case WriteVerdict.Applied applied:
                _current = applied.Now;
                return Settle(WriteResult.Applied, _open!.Operations, now);
            case WriteVerdict.ReadAgain again when status is (>= 200 and <= 299) or >= 500:
                Doubt(again.Reason, now); // Success that does not show what was written, or a failure after it may have been.
                return ReadEverything();
            case WriteVerdict.ReadAgain again:
                _isGone = !again.IsClash;
                return _setbacks.Clash(again.Reason) is { } wait ? new UserStep.Wait(wait) : ReadEverything();
            case WriteVerdict.Gone gone:
                return _setbacks.TryAgainAfterAbsence(gone.Reason) ? ReadEverything() : GiveUp(UserProblem.Gone(gone.Reason), now);
            case WriteVerdict.Refused refused:
                return GiveUpWrite(UserProblem.Refused(refused.Reason), now);
            case WriteVerdict.Forbidden forbidden:
                _problems.Add(UserProblem.Forbidden(forbidden.Reason));
                _remaining = [];
                return Settle(WriteResult.NotApplied, [], now, isGivenUp: true);
            case WriteVerdict.PermissionMissing missing:
                return Stop(new RunStop.PermissionMissing(missing.Reason), now);
            default:
                throw new InvalidOperationException($"Unknown verdict {verdict.GetType().Name}.");
        }
    }

    private UserStep.Send SendWrite(UserWrite write)
    {
        _isGone = false;
        var marked = _marks.Write(write.Request, neededAfter: _dialect.WritesFor(_remaining.RemoveRange(write.Carries)));
        return new UserStep.Send(marked with
        {
            GoodUntil = Freshness.GoodUntil(write.Carries, _current.ObservedAt),
            Carries = write.Carries,
            Urgency = OperationUrgency.Of(write.Carries),
        });
    }

    private UserStep.Send ReadEverything()
    {
        _reading = UserReading.Begin(_dialect, _current, everything: true);
        return SendRead(_reading.Next ?? throw new InvalidOperationException("The dialect has no read for a user."));
    }

    // A read is as urgent as the write that it settles, or else as those that wait for it.
    private UserStep.Send SendRead(TargetRequest read, bool isAgain = false) =>
        new(_marks.Read(read, isAgain, settles: _doubts.IsOpen) with { Urgency = OperationUrgency.Of(_open?.Operations ?? _remaining) });

    private UserStep Read(TargetOutcome outcome, Instant now)
    {
        switch (_reading!.Take(_dialect, outcome))
        {
            case UserReadingResult.Goes { Reading.Next: { } next } goes:
                _reading = goes.Reading;
                return SendRead(next);
            case UserReadingResult.Goes goes:
                _reading = null;
                _current = goes.Reading.User;
                return Reconsider(now);
            case UserReadingResult.Later later:
                _reading = later.Reading;
                return new UserStep.Wait(later.Wait);
            case UserReadingResult.Gone gone:
                _reading = null;
                return GiveUp(UserProblem.Gone(gone.Reason), now);
            case UserReadingResult.Unreadable unreadable:
                _reading = null;
                return GiveUp(UserProblem.Unreadable(unreadable.Reason), now);
            case UserReadingResult.Stopped { Stop: RunStop.PermissionMissing missing } when _terms.SettlesOnly:
                return GiveUpUnseen(missing.Reason, now);
            case UserReadingResult.Forbidden forbidden when _terms.SettlesOnly:
                return GiveUpUnseen(forbidden.Reason, now);
            case UserReadingResult.Forbidden forbidden:
                _reading = null;
                return GiveUp(UserProblem.Forbidden(forbidden.Reason), now);
            case UserReadingResult.Stopped stopped:
                _reading = null;
                return StopReading(stopped.Stop, now);
            default:
                throw new InvalidOperationException("Unknown result of a read.");
        }
    }

    private UserStep Reconsider(Instant now)
    {
        if (!_current.IsKnown)
        {
            return GiveUp(UserProblem.NotShown, now);
        }

        // Judged by what the write carried: an earlier process may have lessened the operations since they were decided.
        var wasInDoubt = _open is not null && _doubts.IsOpen;
        var shown = _open is null ? [] : Redecision.Lessen(_open.Operations, _current, now, _terms.RemovalsRestOnOwnership).AlreadyApplied;
        DoubtResult? settled = null;
        if (_open is not null && wasInDoubt)
        {
            settled = _doubts.Judge(_open.Operations.Length, shown.Length, out var wait);
            if (settled is null)
            {
                return new UserStep.Wait(wait); // Not yet visible.
            }
        }

        NoteProgress(shown);
        var before = _remaining;
        var again = Redecision.Lessen(before, _current, now, _terms.RemovalsRestOnOwnership);
        var moved = _terms.SkipsMoved ? again.Moved.AddRange(again.Remaining.Where(operation => !before.Contains(operation))) : again.Moved;
        foreach (var operation in moved)
        {
            _problems.Add(UserProblem.Moved(operation));
        }

        _problems.AddRange(again.Ended.Select(UserProblem.EndedSince));
        var given = LeaveGiven(again.Remaining.RemoveRange(moved), now);
        settled = given.IsEmpty ? settled : DoubtResult.Unsettled;
        _remaining = again.Remaining.RemoveRange(moved).RemoveRange(given);
        if (_terms.SettlesOnly && !_remaining.IsEmpty)
        {
            _problems.Add(UserProblem.LeftUndone);
            _remaining = [];
        }

        if (!_remaining.IsEmpty && WhyNoFurther() is { } problem)
        {
            _problems.Add(problem);
            _remaining = [];
        }

        if (_open is { } open && !given.IsEmpty)
        {
            _open = open with { Operations = open.Operations.RemoveRange(_remaining) }; // What is sent again is not unknown.
        }

        // What a write that was not taken would have done, somebody else has. A removal that was answered with 404 may be an earlier one's of this process.
        var isOwn = wasInDoubt || _isGone;
        var sent = isOwn && _open is not null ? _open.Operations : [];
        _isKnownOlder = Redecision.Lessen(_appliedHere, _current, now, removalsRestOnOwnership: false).AlreadyApplied.Length < _appliedHere.Length; // The reading is late, or somebody else is at it.
        var next = _open is null ? Advance(now)
            : isOwn ? Settle(shown.IsEmpty ? WriteResult.NotApplied : WriteResult.Applied, shown, now, settled)
            : Settle(WriteResult.NotApplied, [], now, isGivenUp: shown.Length == _open.Operations.Length);
        return next is UserStep.Record record && !_isKnownOlder ? record with { Seen = _current, Sent = sent } : next;
    }

    // What rests on ownership or takes back what a run wrote, was sent, and is there now that so much time has passed, may be a person's; what goes with it is left with it.
    private ImmutableArray<Operation> LeaveGiven(ImmutableArray<Operation> remaining, Instant now)
    {
        if (_open is not { } sent || (sent.Known is null && !IsOwnDoubtOlderThan(Freshness.Limit, now)))
        {
            return [];
        }

        var given = Redecision.PerhapsGivenSince(remaining, sent.Operations, _terms.RemovalsRestOnOwnership);
        var with = Redecision.LeftWith(given, remaining.RemoveRange(given));
        _problems.AddRange(given.Select(UserProblem.PerhapsGivenSince));
        _problems.AddRange(with.Select(UserProblem.LeftWithCertification));
        return given.AddRange(with);
    }

    // What a killed process has left may never have been sent, however long ago that was.
    private bool IsOwnDoubtOlderThan(Duration age, Instant now) => _open != _task.Open && _doubts.IsOlderThan(age, now);

    private void Doubt(string reason, Instant? since, bool isLongAgo = false)
    {
        _setbacks.Doubt(reason);
        _doubts.Open(reason, since, isLongAgo);
    }

    private void NoteProgress(ImmutableArray<Operation> applied)
    {
        if (!applied.IsEmpty)
        {
            _setbacks.Progress();
        }
    }

    private UserProblem? WhyNoFurther() => _current.State == UserState.Active
        ? _setbacks.WhyNoFurther
        : UserProblem.Inactive;

    private UserStep.Record Settle(WriteResult result, ImmutableArray<Operation> applied, Instant now, DoubtResult? doubt = null, bool isGivenUp = false)
    {
        var settled = Settled(result, applied, now, doubt, isGivenUp);
        return _remaining.IsEmpty ? Finish(settled) : new UserStep.Record(settled);
    }

    private ImmutableArray<JournalEntry> Settled(
        WriteResult result, ImmutableArray<Operation> applied, Instant now, DoubtResult? doubt = null, bool isGivenUp = false)
    {
        var open = _open ?? throw new InvalidOperationException("There is no open write to settle.");
        _open = null;
        NoteProgress(applied);
        _writesApplied += result == WriteResult.Applied ? 1 : 0;
        _remaining = _remaining.RemoveRange(applied);
        _marks.Settle(isDone: applied.Length == open.Operations.Length || isGivenUp);
        _appliedHere = _appliedHere.AddRange(applied);
        foreach (var operation in applied)
        {
            _applied = _applied.Count(operation);
        }

        var settled = new JournalEntry.Settled(_current.Id, _terms.Run, open.Sequence, result, _terms.Source, applied, _isKnownOlder ? null : _current.Version, now);
        return _doubts.Close(open, doubt ?? DoubtResult.Unsettled, now) is { } doubted
            ? [settled, new JournalEntry.Doubted(_current.Id, _terms.Run, doubted)]
            : [settled];
    }

    private UserStep.Record GiveUpWrite(UserProblem problem, Instant now)
    {
        var refused = _open!.Operations;
        _problems.Add(problem);
        _remaining = _remaining.RemoveRange(refused);
        return Settle(WriteResult.NotApplied, [], now, isGivenUp: true);
    }

    // A run that is given up is closed even where one user can no longer be seen.
    private UserStep.Record GiveUpUnseen(string reason, Instant now)
    {
        _reading = null;
        return GiveUp(UserProblem.Unseen(reason), now);
    }

    private UserStep.Record GiveUp(UserProblem problem, Instant now)
    {
        if (_open is not null && _isGone && !_doubts.IsOpen)
        {
            Doubt(_setbacks.LastReason, now); // As where the run stops.
        }

        _problems.Add(_open is null ? problem : problem.After(_setbacks.LastReason, _doubts.IsOpen ? _open.Operations : []));
        _remaining = [];
        return Finish(_open is null ? [] : Settled(WriteResult.NotApplied, [], now));
    }

    private UserStep.Record Stop(RunStop stop, Instant now)
    {
        var settled = Settled(WriteResult.NotApplied, [], now);
        _ending = Result(null, stop);
        return new UserStep.Record(settled);
    }

    // What is in doubt stays open, and a resume settles it by a read; that this process has sent it, why it is in doubt and since when is recorded.
    private UserStep StopReading(RunStop stop, Instant now)
    {
        if (_open is not { } open)
        {
            return new UserStep.Finish(Result(null, stop));
        }

        if (!_doubts.IsOpen)
        {
            if (!_isGone)
            {
                return Stop(stop, now); // A clash, a user who is not there, or a write that came too late to be sent: the target has not taken it.
            }

            Doubt(_setbacks.LastReason, now); // What was to be removed may have been gone, or the user in passing.
        }

        var known = _doubts.Leave(open, now);
        _ending = Result(null, stop);
        return known is null
            ? new UserStep.Finish(_ending)
            : new UserStep.Record([new JournalEntry.Intended(_current.Id, _terms.Run, open.Sequence, open.Operations) { Doubt = known }]);
    }

    private UserStep.Record Finish(ImmutableArray<JournalEntry> before)
    {
        var result = _problems.Count > 0 || _task.HasSkipped ? UserResult.Failed : _applied.Total > 0 || _task.ChangedBefore ? UserResult.Changed : UserResult.Unchanged;
        _ending = Result(result, null);
        return new UserStep.Record(_terms.SettlesOnly ? before : before.Add(new JournalEntry.Finished(_current.Id, _terms.Run, result))); // Only settled, it may be resumed after all.
    }

    private UserSyncResult Result(UserResult? result, RunStop? stop) =>
        new(result, _applied, [.. _problems], stop) { Doubts = _doubts.Log, WritesApplied = _writesApplied, RequestsSpared = _marks.Spared, RequestsAgain = _marks.Again };
}
