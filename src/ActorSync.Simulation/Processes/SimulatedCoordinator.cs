using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;
using ActorSync.Simulation.Time;
using NodaTime;

namespace ActorSync.Simulation.Processes;

/// <summary>Stands in the place of a run's coordinator: carries messages between its machine and the other parts.</summary>
#pragma warning disable CA1001 // Nobody outlives the simulation: the source of cancellation has no handle of the system.
internal sealed class SimulatedCoordinator : IRunPort
#pragma warning restore CA1001
{
    private readonly SimulatedProcess _process;
    private readonly RunJob _job;
    private readonly RunMachine _machine;
    private readonly Channel _toGateway = new();
    private readonly Channel _fromGateway = new();
    private readonly Channel _toLog = new();
    private readonly Channel _fromElsewhere = new();
    private readonly Channel[] _toPartitions;
    private readonly CancellationTokenSource _observing = new();
    private readonly Action<RunEnding> _ended;

    /// <summary>Takes a run over.</summary>
    /// <param name="process">The process.</param>
    /// <param name="job">The run.</param>
    /// <param name="ended">Told how it ended.</param>
    public SimulatedCoordinator(SimulatedProcess process, RunJob job, Action<RunEnding> ended)
    {
        _process = process;
        _job = job;
        _ended = ended;
        Life = new Life("coordinator", process.Life);
        _toPartitions = [.. Enumerable.Range(0, World.Story.Partitions).Select(_ => new Channel())];
        var rules = new RunRules(World.Dialect, World.Story.Options.Guard, World.Story.Window)
        {
            Partitions = World.Story.Partitions,
            ReadingsLast = World.Story.Options.Target.CacheMaxAge,
        };
        _machine = new RunMachine(rules, job, this);
    }

    /// <summary>While it lasts, messages reach it.</summary>
    public Life Life { get; }

    private World World => _process.World;

    private Instant Now => World.Clock.Now;

    /// <summary>Begins the run.</summary>
    public void Begin()
    {
        _machine.Begin(Now);
        if (_job.Writes)
        {
            CountAgain(); // The run log does not know a plan.
        }
    }

    /// <summary>Takes what a partition tells.</summary>
    public void Take(PartitionReply reply)
    {
        World.Watch.Told(_job, reply);
        _machine.Take(reply, Now);
    }

    /// <summary>Sends it what else happens.</summary>
    public void Tell(RunInput input) => World.Hop(Life, _fromElsewhere, () => _machine.Take(input, Now));

    void IRunPort.Tell(UserId user, PartitionMessage message) => Tell(World.PartitionOf(user), message);

    void IRunPort.TellAll(PartitionMessage message)
    {
        for (var partition = 0; partition < _process.Partitions.Count; partition++)
        {
            Tell(partition, message);
        }
    }

    void IRunPort.Observe(ImmutableArray<LedgerPerson> known)
    {
        var observer = new RunObserver(World.Dialect, new SimulatedClient(_process, Life), World.Story.Options, World.Clock);
        _ = ObserveAsync(observer.ObserveAsync(_job, known, _observing.Token));
    }

    void IRunPort.StopSending()
    {
        _observing.Cancel();
        World.Hop(_process.Gateway.Life, _toGateway, _process.Gateway.Stop);
    }

    void IRunPort.CountRequests() => World.Hop(_process.Gateway.Life, _toGateway, () =>
    {
        var counts = _process.Gateway.Counts;
        World.Hop(Life, _fromGateway, () => _machine.Take(new RunInput.Counted(counts), Now));
    });

    void IRunPort.KeepPlan(RunSummary decided, IEnumerable<PlannedUser> planned, TaxonomyNames names)
    {
        ImmutableArray<PlannedUser> users = [.. planned.OrderBy(user => user.User)];
        var plan = new PlanDocument(string.Empty, _job.StartedAt, "simulated", string.Empty, _job.Source, decided, users) { Names = names };
        World.Disk.Write(
            Life,
            () => World.Disk.Plans[_job.Run] = plan,
            () => Tell(RunInput.PlanKept.Instance),
            reason =>
            {
                _process.HasLostSomething = true;
                Tell(new RunInput.Failed(reason, RunFault.Storage));
            });
    }

    void IRunPort.RecordDecided(UnrecordedRequests requests, RunSummary decided) => Record(RunEvents.Decided(_job, requests, decided));

    void IRunPort.RecordCounted(UnrecordedRequests requests, Instant now) => Record(RunEvents.Counted(_job, requests, now));

    void IRunPort.RecordEnded(UnrecordedRequests requests, RunEnding ending, Instant now) => Record(RunEvents.Ended(_job, requests, ending, now));

    void IRunPort.Report(PhaseProgress progress)
    {
    }

    void IRunPort.End(RunEnding ending, RunFailure failure)
    {
        Life.End();
        _ended(ending);
    }

    private void Tell(int partition, PartitionMessage message)
    {
        var to = _process.Partitions[partition];
        World.Hop(to.Life, _toPartitions[partition], () => to.Take(message));
    }

    private void Record(ImmutableArray<RunEvent> events) => World.Hop(_process.RunLog.Life, _toLog, () => _process.RunLog.Record(events));

    // Whatever it waits for is completed on this one thread, so that it goes on at once, inside the step that completed it.
    private async Task ObserveAsync(Task<RunObservation> observing)
    {
        try
        {
            var observation = await observing;
            Tell(new RunInput.Observed(observation));
        }
        catch (Exception cause)
        {
            World.Watch.Threw(cause);
        }
    }

    private void CountAgain() => World.Agenda.Add(Life, TimeSpan.FromSeconds(1), () =>
    {
        _machine.Take(RunInput.CountRequests.Instance, Now);
        CountAgain();
    });
}
