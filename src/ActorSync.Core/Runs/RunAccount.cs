using ActorSync.Core.Dialects;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>What a run knows while it goes on: who is under way, what was decided and done, and what that comes to.</summary>
/// <remarks>No message and no clock: the coordinator tells it what happened. Mutable and confined to the coordinator.</remarks>
internal sealed class RunAccount
{
    private readonly RunJob _job;
    private readonly int _width;
    private readonly int _readsPerUser;
    private readonly RunTally _tally;
    private readonly RunFigures _figures;
    private readonly List<LedgerPerson> _known = [];
    private readonly Dictionary<UserId, FinishedUser> _finished = [];
    private readonly List<ConvergingUser> _toConverge = [];
    private long _readsToCome;
    private long _doubtsShown;
    private long _doubtsPassedOver;
    private long _onlySettled;
    private bool _isScopeKnown;

    /// <summary>Opens the account of a run.</summary>
    /// <param name="job">The run.</param>
    /// <param name="dialect">The target's dialect.</param>
    /// <param name="width">How many people may be under way at once.</param>
    public RunAccount(RunJob job, ITargetDialect dialect, int width)
    {
        _job = job;
        _width = width;
        _readsPerUser = dialect.ReadsPerUser;
        _tally = job switch
        {
            { Kind: RunKind.Resume } => RunTally.Resuming(job.Plan!.Summary),
            { Decided: { } decided } => RunTally.Resuming(decided),
            { Reading: { } reading } => new RunTally(reading.Files, reading.Rows, reading.ItemsRejected, reading.Findings, reading.FindingsOmitted),
            _ => new RunTally([], RowCounts.None, 0, [], 0),
        };
        _tally.Names = job.Names;
        Requests = new RequestMeter(job.RequestsBefore);
        var lowerBound = job.Kind == RunKind.Resume ? job.Plan!.Summary.WritesLowerBound : job.Decided?.WritesLowerBound;
        var terms = new RunTerms(job.Run, job.Mode, job.StartedAt, job.ResumedCount, job.Kind == RunKind.Plan, SettlesOnly, lowerBound)
        {
            BeganAt = job.BeganAt,
            Before = job.Before,
        };
        _figures = new RunFigures(terms, _tally, Requests);
        Deciding = new RunWindow<PersonInScope>([], person => person.Observed.Id, width);
        Converging = new RunWindow<ConvergingUser>(_toConverge, converging => converging.User, width, oneGoesAhead: true);
    }

    /// <summary>Whether the run is given up: it settles what is in doubt and writes nothing.</summary>
    public bool SettlesOnly => _job.Kind == RunKind.Settle;

    /// <summary>Counts the requests.</summary>
    public RequestMeter Requests { get; }

    /// <summary>Everybody whom the partitions know.</summary>
    public IReadOnlyList<LedgerPerson> Known => _known;

    /// <summary>What every decision shares, or null.</summary>
    public PlanningContext? Context { get; private set; }

    /// <summary>The people in scope on their way to a decision.</summary>
    public RunWindow<PersonInScope> Deciding { get; private set; }

    /// <summary>The users with operations on their way to the target, the most urgent first once everybody is decided.</summary>
    public RunWindow<ConvergingUser> Converging { get; }

    /// <summary>What the plan keeps of the decided users.</summary>
    public IEnumerable<PlannedUser> Planned => _tally.Planned.Values.OrderBy(user => user.User);

    /// <summary>The names by which people are told of skills and certifications.</summary>
    public TaxonomyNames Names => _tally.Names;

    /// <summary>Takes in what a partition remembers.</summary>
    public void Take(PartitionReply.RunBegun begun)
    {
        _known.AddRange(begun.People);
        foreach (var finished in begun.Finished)
        {
            _finished.Add(finished.User, finished);
            _tally.CarryOverWrites(finished.WritesApplied);
        }

        begun.TellDoubts(_tally.Doubts, withOpen: true);
        Prove(); // A process that was killed had no time to record its last requests.
    }

    /// <summary>Takes in what the target shows.</summary>
    public void Take(RunObservation observation)
    {
        foreach (var finding in observation.Findings)
        {
            _tally.Note(finding);
        }

        Context = observation.Context;
        if (observation.Context is { Taxonomy.Names: var names })
        {
            _tally.Names = names;
        }

        if (observation.Scope is { } scope)
        {
            _isScopeKnown = true;
            _tally.TakeScope(scope);
            GiveUpTheRest(scope);
            TakeWhatWasDone(_job.Kept?.Ids ?? scope.People.Select(person => person.Observed.Id));
            PersonInScope[] toDecide = [.. scope.People.Where(person => !IsFinished(person.Observed.Id))];
            Deciding = new RunWindow<PersonInScope>(toDecide, person => person.Observed.Id, _width, letsGo: true);
        }
    }

    /// <summary>Lets the next person in to be decided, or gives null while there is no room or nobody left.</summary>
    public PersonInScope? NextToDecide() => Deciding.TryEnter(out var person) ? person : null;

    /// <summary>Takes in a decision; false when that person is not under way.</summary>
    public bool TryTake(PartitionReply.PersonDecided decided)
    {
        if (!Deciding.TryLeave(decided.User, isDone: decided.Stop is null, out var person))
        {
            return false;
        }

        if (decided.Problem is { } problem)
        {
            _doubtsPassedOver += _tally.Doubts.IsOpen(decided.User) ? 1 : 0;
            _tally.TakeFailure(person.Person?.Id.Value ?? person.Planned?.Employee ?? decided.User.Value, problem);
        }
        else if (decided.Stop is null)
        {
            TakeDecision(decided, person.IsAbsent);
        }

        return true;
    }

    /// <summary>Everybody is decided: puts the most urgent users first, and lets the guard speak.</summary>
    public GuardVerdict Judge(GuardLimits limits)
    {
        ConvergingUser[] mostUrgentFirst = [.. _toConverge.OrderBy(converging => converging.Urgency)]; // Stable: equals stay as decided.
        _toConverge.Clear();
        _toConverge.AddRange(mostUrgentFirst);

        Prove(_doubtsShown);
        _figures.Decide(RunGuard.Judge(_job, limits, _tally.Guard), _readsToCome, _readsPerUser);
        return _figures.Guard;
    }

    /// <summary>What is to come, see <see cref="RunFigures.Foreseen"/>; null until everybody is decided.</summary>
    public RequestForecast? Foreseen => _figures.Foreseen;

    /// <summary>Writes that an earlier process of the run left open and that are still to be settled; those of whoever could not be decided stay as they are.</summary>
    public long LeftOpen => _tally.Doubts.LeftOpen - _doubtsPassedOver;

    /// <summary>Whether the one user who goes ahead of all others has such a write; somebody more urgent goes before them.</summary>
    public bool SettlesAhead => Converging.Done == 0 && _toConverge is [var first, ..] && _tally.Doubts.IsOpen(first.User);

    /// <summary>The summary of what was decided.</summary>
    public RunSummary AsDecided(Instant now) => _figures.AsDecided(_toConverge.Count, now);

    /// <summary>Takes in how a user ended; false when that user is not under way.</summary>
    public bool TryTake(PartitionReply.UserConverged converged)
    {
        if (!Converging.TryLeave(converged.User, isDone: converged.Result.Result is not null, out _))
        {
            return false;
        }

        var result = LeavesUndone(converged) ? converged.Result with { Result = UserResult.Failed, Problems = [UserProblem.LeftUndone] } : converged.Result;
        _tally.TakeResult(converged.User, result);
        _onlySettled += SettlesOnly && result.Result == UserResult.Changed ? 1 : 0;
        if (converged.Result.Result is not null)
        {
            _figures.Spare(converged.Result.RequestsSpared);
        }

        return true;
    }

    // A run that is given up settles what was in doubt, and has not come to whatever else was decided for the user.
    private bool LeavesUndone(PartitionReply.UserConverged converged) =>
        converged.Result is { Result: not (null or UserResult.Failed), Applied.Total: var applied }
        && _job.DecidedOperations.TryGetValue(converged.User, out var decided)
        && decided > applied + AppliedBefore(converged.User);

    private long AppliedBefore(UserId user) => _finished.GetValueOrDefault(user)?.Applied.Total ?? 0;

    /// <summary>Closes the account.</summary>
    /// <param name="stop">Why the run stopped before its end, or null.</param>
    /// <param name="failure">What failed that no rule foresees, or null.</param>
    /// <param name="writesBegan">Whether writes may have begun, in this process or an earlier one.</param>
    /// <param name="now">When this is.</param>
    public RunEnding Conclude(RunStop? stop, string? failure, bool writesBegan, Instant now)
    {
        Prove();
        if (_job.Kind == RunKind.Resume && _figures.Forecast is null)
        {
            StandAsBefore(_job.Plan!, _job.Kept!);
        }

        var conclusion = _figures.Conclude(Deciding.Unfinished, Converging.Unfinished, stop, failure, writesBegan, now);
        if (conclusion.IsOpen)
        {
            conclusion = conclusion with { Summary = AsOpen(conclusion.Summary) };
        }

        var hasGoneOn = Requests.HasArrived || (stop is null && conclusion.Failure is null); // Whoever was kept from the target, by a wrong secret perhaps, has not.
        return new RunEnding(hasGoneOn ? conclusion.Summary : AsLeft(conclusion.Summary), [.. Planned], Context?.Taxonomy, stop, conclusion.Failure, conclusion.IsOpen)
        {
            HasGoneOn = hasGoneOn,
            ExpectedInVain = _figures.ExpectedInVain,
        };
    }

    // The run is not given up after all: nobody is left undone for good, and whoever was only settled counts as not done, as in the journal.
    private RunSummary AsOpen(RunSummary summary) => summary with
    {
        Users = summary.Users with { Changed = summary.Users.Changed - _onlySettled, Failed = summary.Users.Failed + _onlySettled },
        Findings = summary.Findings.RemoveAll(finding => finding.Rule == UserProblem.LeftUndone.Rule),
    };

    // What the last process told of people holds: this one has seen nobody. What it attempted in vain comes on top of the causes that were left.
    private RunSummary AsLeft(RunSummary summary)
    {
        if (!_job.CountsAsResume)
        {
            return summary;
        }

        var known = summary with { ResumedCount = summary.ResumedCount - 1, Difference = null };
        if (_job.Left is not { } left)
        {
            return known;
        }

        var told = known.Findings.Select(Told).ToHashSet();
        var isLatest = left.Requests.Sent == _job.RequestsBefore.Sent;
        return known with
        {
            Findings = [.. left.Findings.Where(finding => !StopRule.IsOfStop(finding.Rule) && !told.Contains(Told(finding))), .. known.Findings],
            Difference = isLatest && left.Difference is { } causes ? causes with { Retried = causes.Retried + (known.Requests.Sent - left.Requests.Sent) } : null,
        };
    }

    // What a summary in JSON keeps of a finding.
    private static (string File, int Line, string Column, string Rule, string Message) Told(Finding finding) =>
        (finding.File, finding.Line, finding.Column, finding.Rule, finding.Message);

    // This process did not get as far as to decide, by a pause that still holds perhaps: the run stands where the last one left it.
    private void StandAsBefore(PlanDocument plan, KeptUsers kept)
    {
        _figures.StandAsDecided(_job.Left is { Forecast: > 0 } left ? plan.Summary with { Forecast = left.Forecast } : plan.Summary);
        if (!_isScopeKnown)
        {
            TakeWhatWasDone(kept.Ids);
            _tally.GiveUp(kept.Ids.Count(user => !IsFinished(user)));
        }
    }

    // What an earlier process of the run did counts whether or not this one comes as far as to decide.
    private void TakeWhatWasDone(IEnumerable<UserId> users)
    {
        foreach (var user in users.Where(IsFinished))
        {
            _tally.TakeFinished(_finished[user].Result!.Value, _finished[user].Applied);
        }

        foreach (var begun in _finished.Values.Where(user => user.Result is null))
        {
            _tally.CarryOver(begun.Applied);
        }
    }

    private void Prove(long shown = 0) => Requests.Prove(_tally.WritesApplied + shown, _tally.Doubts.Sent + shown);

    private bool IsFinished(UserId user) => _finished.GetValueOrDefault(user) is { Result: not null };

    // Whoever had been decided, is not finished and is not in doubt stays undone when a run is given up.
    private void GiveUpTheRest(RunScope inDoubt)
    {
        if (_job.Decided is not { } decided)
        {
            return;
        }

        var doubtful = inDoubt.People.Select(person => person.Observed.Id).ToHashSet();
        var finished = _finished.Values.Where(user => !doubtful.Contains(user.User) && (user.Result is not null || IsDone(user))).ToList();
        foreach (var user in finished)
        {
            _tally.TakeFinished(user.Result ?? UserResult.Changed, user.Result is null ? OperationCounts.None : user.Applied); // What the others had applied is carried over.
        }

        _onlySettled += finished.Count(user => user.Result is null);
        var undone = Math.Max(0, decided.Users.Changed - finished.Count - doubtful.Count);
        _tally.GiveUp(undone);
        if (undone > 0)
        {
            _tally.Note(UserProblem.LeftUndoneUnnamed(undone));
        }
    }

    // An earlier abandon has settled the last of what was decided for the user.
    private bool IsDone(FinishedUser user) => _job.DecidedOperations.TryGetValue(user.User, out var decided) && user.Applied.Total >= decided;

    private void TakeDecision(PartitionReply.PersonDecided decided, bool isAbsent)
    {
        if (_tally.TakeDecision(decided.Planned!, decided.Decision!, isAbsent, decided.Skipped, decided.Foreseen.Writes, decided.Finished))
        {
            _toConverge.Add(new ConvergingUser(decided.User, OperationUrgency.Of(decided.Planned!.Operations)));
        }

        foreach (var note in decided.Notes)
        {
            _tally.Warn(decided.Planned!.Employee, note);
        }

        _readsToCome += decided.Foreseen.Reads;
        _doubtsShown += decided.ShowsDoubt ? 1 : 0;
    }
}
