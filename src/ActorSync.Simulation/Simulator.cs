using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Processes;
using ActorSync.Simulation.Stories;

namespace ActorSync.Simulation;

/// <summary>Lets a story happen: starts processes, kills them, goes on with what they left, and checks every step and every end.</summary>
public sealed class Simulator
{
    /// <summary>More steps than this have no end.</summary>
    public const long MostSteps = 400_000;

    /// <summary>More steps for each person, likewise.</summary>
    public const long MostStepsPerPerson = 2_000;

    private const int LivesUntilCalm = 8;

    // What was edited before a run begins is shown to it.
    private static readonly TimeSpan LongestLateness = TimeSpan.FromSeconds(10);

    private readonly World _world;
    private SimulatedProcess? _process;
    private RunEnding? _ending;
    private int _processes;
    private int _livesOfRun;
    private long? _killAt;
    private RosterReading? _reading;
    private PlanDocument? _plan;
    private bool _wasGivenUp;
    private string? _acceptReason;
    private int _writesBefore;

    private readonly long _mostSteps;
    private readonly EndChecks _ends;
    private readonly Disasters _disasters;

    private Simulator(World world, long mostSteps)
    {
        _world = world;
        _mostSteps = mostSteps;
        _ends = new EndChecks(world);
        _disasters = new Disasters(world);
    }

    /// <summary>Lets a story happen.</summary>
    /// <param name="story">The story.</param>
    /// <param name="keepsLines">Whether the event log is kept as text.</param>
    public static SimulationResult Run(Story story, bool keepsLines = false)
    {
        ArgumentNullException.ThrowIfNull(story);

        return Run(story, keepsLines, MostSteps + (MostStepsPerPerson * story.People));
    }

    /// <summary>Lets a story happen that is to end within so many steps.</summary>
    internal static SimulationResult Run(Story story, bool keepsLines, long mostSteps)
    {
        var world = new World(story, keepsLines);
        using var log = world.Log;
        BrokenInvariantException? broken = null;
        string? where = null;
        try
        {
            new Simulator(world, mostSteps).Tell();
        }
        catch (BrokenInvariantException found)
        {
            broken = found;
        }
#pragma warning disable CA1031 // Whatever a machine throws is what the simulation looks for.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            broken = new BrokenInvariantException(Rules.MachineFailed, $"{thrown.GetType().Name}: {thrown.Message}");
            where = thrown.StackTrace; // Beside the event log, whose bytes are the same wherever the program was built.
        }

        if (broken is not null)
        {
            world.Log.Write(broken.Message);
        }

        return new SimulationResult(story.Settings, log.Hash(), world.Agenda.Steps, world.Checks.ByRule, broken?.Invariant, where is null ? broken?.Message : $"{broken!.Message}\n{where}", log.Lines);
    }

    private Story Story => _world.Story;

    private void Tell()
    {
        foreach (var user in Story.Users())
        {
            _world.Target.Set(user);
        }

        if (Story.Options.Target.Observe == ObserveMode.Cached)
        {
            _world.Target.KnownAfter += Story.Options.Target.CacheMaxAge.ToTimeSpan();
        }

        for (var run = 0; run < Story.Runs; run++)
        {
            LetSomethingRun(run);
            Pause(TimeSpan.FromMinutes(_world.Random.Between(1, 300)));
            _disasters.EditSometimes();
            Pause(LongestLateness);
        }

        // Whatever went wrong before: a run in which nothing does brings everybody to what the roster says, and the next finds nothing to do.
        _ends.CheckCalm(LetRunCalmly(), _reading!, isSecond: false);
        Pause(TimeSpan.FromMinutes(1));
        _ends.CheckCalm(LetRunCalmly(), _reading!, isSecond: true);
    }

    // A run; or a plan and its apply; or a run that is taken back.
    private void LetSomethingRun(int number)
    {
        _world.IsCalm = false;
        Prepare(number);
        if (_world.Random.Hits(20))
        {
            ApplyWhereMade(MakePlan(JobOf(RunKind.Plan, _reading)));
            return;
        }

        var run = Begin(JobOf(RunKind.Run, _reading));
        Lead(run, isOfRoster: true);
        if (_world.Disk.History.Find(run)!.End?.Status is not (RunStatus.Held or null) && _world.Random.Hits(20))
        {
            _world.IsCalm = false;
            Pause(TimeSpan.FromMinutes(_world.Random.Between(1, 300)));
            _disasters.EditSometimes();
            Pause(LongestLateness);
            _world.Log.Write($"run {run} is to be taken back");
            var undone = new UndoneRun(run, _world.Disk.ChangesOf(run));
            ApplyWhereMade(MakePlan(JobOf(RunKind.Plan, null) with { Undoing = undone, Mode = SourceMode.Partial }), isOfRoster: false);
        }
    }

    private RunEnding LetRunCalmly()
    {
        _world.IsCalm = true;
        _world.Disk.StayAway(_world.Clock.Elapsed);
        if (_world.Disk.HeldPauses().Select(pause => pause.Until).DefaultIfEmpty().Max() is var until && until > _world.Clock.Now)
        {
            Pause((until - _world.Clock.Now).ToTimeSpan()); // A clock that was set back has made it longer than a run waits.
        }

        Prepare(Story.Runs);
        var ending = Lead(Begin(JobOf(RunKind.Run, _reading)), isOfRoster: true)!;
        return _livesOfRun == 1 ? ending : throw new BrokenInvariantException(Rules.WrongEnd, $"nothing goes wrong, and the run takes {_livesOfRun} processes");
    }

    private void Prepare(int number)
    {
        _disasters.EditedInRun.Clear();
        _reading = Story.Read(number);
        _world.Earlier.Begin(_reading);
        _acceptReason = _world.IsCalm || _world.Random.Hits(50) ? "simulated" : null;
    }

    private RunJob JobOf(RunKind kind, RosterReading? reading, PlanDocument? plan = null)
    {
        var startedAt = _world.Clock.Now;
        return new RunJob(
            RunId.Of(startedAt, _world.Disk.History.Latest?.Id), kind, Source, Story.Options.Source.Mode, reading, plan, Story.Only, _acceptReason, AcceptedRows, RequestCounts.None, 0, startedAt, SkipsMoved: plan is not null);
    }

    // Null where the plan was not made, since something went wrong or the guard holds it.
    private PlanDocument? MakePlan(RunJob job)
    {
        var writes = _world.Target.WritesApplied;
        StartProcess(job);
        var ending = StepUntilEnd(job.Run);
        Pause(LongestLateness);
        _ends.CheckPlanned(writes);
        return ending is not { Stop: null, Failure: null } || (ending.Summary.Guard.Outcome == GuardOutcome.Hold && _acceptReason is null)
            ? null
            : new PlanDocument($"plan-{job.Run}", job.StartedAt, "simulated", string.Empty, Source, ending.Summary, ending.Plan) { Undoes = job.Undoing?.Run };
    }

    private void ApplyWhereMade(PlanDocument? plan, bool isOfRoster = true)
    {
        if (plan is not null)
        {
            Lead(Begin(JobOf(RunKind.Apply, null, plan)), isOfRoster);
        }
    }

    private RunId Begin(RunJob job)
    {
        _plan = job.Plan;
        _livesOfRun = 0;
        _wasGivenUp = false;
        _writesBefore = _world.Target.WritesApplied;
        var command = job.Kind == RunKind.Apply ? "apply" : "run";
        _world.Disk.Append([new RunEvent.Opened(job.Run, command, Source, ["people.csv"], string.Empty, job.Plan?.PlanId ?? string.Empty, _acceptReason ?? string.Empty, job.StartedAt)]);
        _world.Log.Write($"{command} {job.Run} begins");
        StartProcess(job);
        return job.Run;
    }

    // Null where it died between its end and telling it.
    private RunEnding? Lead(RunId run, bool isOfRoster)
    {
        while (true)
        {
            var ending = StepUntilEnd(run);
            if (ending is { IsOpen: false })
            {
                _ends.Check(run, ending.Summary, SoFar(isOfRoster));
                return ending;
            }

            if (ending is { Failure: null })
            {
                _ends.CheckLeft(ending.Summary, _world.Disk.History.Find(run)!, [.. _process!.Partitions.Select(partition => partition.Done(run))]);
            }

            Pause(TimeSpan.FromSeconds(_world.Random.Between(1, _world.Random.Hits(20) ? 7200 : 60)));
            var record = _world.Disk.History.Find(run)!;
            if (record.End is { } end)
            {
                _ends.Check(run, SummaryJson.Read(end.Summary), SoFar(isOfRoster));
                return null;
            }

            _world.IsCalm |= _livesOfRun >= LivesUntilCalm;
            GoOn(record);
        }
    }

    private SourceName Source => new(Story.Options.Source.Name);

    private ImmutableSortedDictionary<SheetKind, long> AcceptedRows =>
        _world.Disk.History.AcceptedRows.GetValueOrDefault(Source, ImmutableSortedDictionary<SheetKind, long>.Empty);

    private RunSoFar SoFar(bool isOfRoster) => new(isOfRoster ? _reading : null, _disasters.EditedInRun, _writesBefore, _wasGivenUp);

    // As whoever resumes a run, or gives it up, makes its job from what the run log and the kept plan say.
    private void GoOn(RunRecord record)
    {
        var plan = record.IsDecided ? _world.Disk.Plans[record.Id] : null;
        if (_world.Hits(FaultKind.Stops, 10))
        {
            _world.Log.Write($"run {record.Id} is given up");
            _wasGivenUp = true;
            StartProcess(new RunJob(
                record.Id, RunKind.Settle, record.Source, Story.Options.Source.Mode, null, null, null, null, ImmutableSortedDictionary<SheetKind, long>.Empty, record.Requests, record.ResumedCount, record.StartedAt)
            {
                Decided = record.DecidedSummary is { } decided ? SummaryJson.Read(decided) : null,
                DecidedOperations = plan?.Users.ToDictionary(user => user.User, user => user.Operations.Length) ?? [],
                BeganAt = _world.Clock.Now,
                Before = record.Times,
            });
            return;
        }

        _world.Log.Write($"run {record.Id} goes on");
        var isApply = record.Command == "apply";
        var kind = plan is not null ? RunKind.Resume : isApply ? RunKind.Apply : RunKind.Run;
        StartProcess(new RunJob(
            record.Id, kind, record.Source, Story.Options.Source.Mode, kind == RunKind.Run ? _reading : null, plan ?? _plan, Story.Only, _acceptReason, AcceptedRows, record.Requests, record.ResumedCount + 1, record.StartedAt, SkipsMoved: isApply)
        {
            BeganAt = _world.Clock.Now,
            Before = record.Times,
            Left = record.Interruption?.Summary is { } left ? SummaryJson.Read(left) : null,
            Kept = plan is null ? null : KeptUsers.Of(plan),
        });
    }

    private void StartProcess(RunJob job)
    {
        _ending = null;
        _world.Checks.Look(Rules.NoEnd);
        _world.Checks.Look(Rules.MachineFailed);
        _world.Disk.IsBroken = false;
        _livesOfRun++;
        _process = new SimulatedProcess(_world, ++_processes, job, ending => _ending = ending);
        _killAt = _world.Hits(FaultKind.Crash, 60) ? _world.Agenda.Steps + _world.Random.Between(1, 40 + (Story.People * 60)) : null;
        _process.Coordinator.Begin();
        _disasters.Schedule(_process);
    }

    private RunEnding? StepUntilEnd(RunId run)
    {
        var process = _process!;
        while (_ending is null)
        {
            if (_killAt <= _world.Agenda.Steps)
            {
                _world.Log.Write($"{process.Life.Name} is killed");
                _world.Watch.Died(process.Life);
                End(process);
                return null;
            }

            Step($"run {run}");
        }

        End(process);
        if (_ending.IsOpen)
        {
            _world.Watch.Died(process.Life); // A part that died has left writes whose outcome is not recorded.
        }

        _world.Log.Write($"run {run} ends: {_ending.Summary.Status}{(_ending.IsOpen ? ", open" : string.Empty)} {_ending.Failure}");
        return _ending.Failure is { } failure && !process.HasLostSomething
            ? throw new BrokenInvariantException(Rules.MachineFailed, $"run {run} fails though nothing was lost and everything was stored: {failure}")
            : _ending;
    }

    private void End(SimulatedProcess process)
    {
        if (!process.Gateway.Life.IsOver)
        {
            _world.Watch.Ends();
        }

        process.Life.End();
    }

    private void Step(string whose)
    {
        if (!_world.Agenda.Step())
        {
            throw new BrokenInvariantException(Rules.NoEnd, $"nothing is to happen any more, and {whose} has not ended");
        }

        if (_world.Agenda.Steps > _mostSteps)
        {
            throw new BrokenInvariantException(Rules.NoEnd, $"{whose} has not ended after {_mostSteps} steps");
        }

        _world.Watch.Rethrow();
    }

    // Time passes; what is still on its way arrives.
    private void Pause(TimeSpan length)
    {
        var isOver = false;
        _world.Agenda.Add(null, length, () => isOver = true);
        while (!isOver)
        {
            Step("the pause");
        }
    }
}
