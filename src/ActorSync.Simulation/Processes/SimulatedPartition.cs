using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Simulation.Time;
using NodaTime;

namespace ActorSync.Simulation.Processes;

/// <summary>Stands in the place of a partition's actor: carries messages between its machine, the disk and the users at work.</summary>
internal sealed class SimulatedPartition : IPartitionPort<SimulatedUser>
{
    private readonly SimulatedProcess _process;
    private readonly int _number;
    private readonly Channel _toCoordinator = new();
    private readonly PartitionMachine<SimulatedUser> _machine;

    /// <summary>Recovers a partition.</summary>
    public SimulatedPartition(SimulatedProcess process, int number)
    {
        _process = process;
        _number = number;
        Life = new Life($"partition {number}", process.Life);
        var story = process.World.Story;
        var terms = new PartitionTerms(
            story.Dialect, new SourceName(story.Options.Source.Name), story.Options.Policy.Removal == RemovalPolicy.Owned, SimulatedProcess.LateFor);
        _machine = new PartitionMachine<SimulatedUser>(number, terms, process.World.Disk.Recover(number), this);
    }

    /// <summary>While it lasts, messages reach it.</summary>
    public Life Life { get; }

    private World World => _process.World;

    private Instant Now => World.Clock.Now;

    /// <summary>What it has recorded of a run.</summary>
    public PartitionReply.RunBegun Done(RunId run) => _machine.Done(run);

    /// <summary>Takes a message of the coordinator's.</summary>
    public void Take(PartitionMessage message)
    {
        switch (message)
        {
            case PartitionMessage.BeginRun begin:
                _machine.Begin(begin, Now);
                break;
            case PartitionMessage.UseContext use:
                _machine.Use(use.Context);
                break;
            case PartitionMessage.DecidePerson person:
                _machine.Decide(person, Now);
                break;
            case PartitionMessage.DecidePlanned planned:
                _machine.Decide(planned, Now);
                break;
            case PartitionMessage.DecideUndoing undoing:
                _machine.Decide(undoing, Now);
                break;
            case PartitionMessage.BeginConverge:
                _machine.BeginConverge(Now);
                break;
            case PartitionMessage.ConvergeUser converge:
                _machine.Converge(converge.User);
                break;
            default:
                throw new InvalidOperationException($"Unknown message {message.GetType().Name}.");
        }
    }

    /// <summary>Takes a message of a user's at work.</summary>
    public void Take(SimulatedUser user, PartitionMessage.Record record) => _machine.TakeRecord(user, record);

    /// <summary>Takes a message of a user's at work.</summary>
    public void Take(SimulatedUser user, UserMessage.UserRead read) => _machine.TakeReading(user, read, Now);

    /// <summary>Takes a message of a user's at work.</summary>
    public void Take(SimulatedUser user, UserMessage.UserSynced synced) => _machine.Finish(user, synced);

    void IPartitionPort<SimulatedUser>.Tell(PartitionReply reply) =>
        World.Hop(_process.Coordinator.Life, _toCoordinator, () => _process.Coordinator.Take(reply));

    SimulatedUser IPartitionPort<SimulatedUser>.Start(IUserWork work)
    {
        var user = new SimulatedUser(_process, this, work);
        user.Begin();
        return user;
    }

    void IPartitionPort<SimulatedUser>.TellDurable(SimulatedUser user) => user.TellDurable();

    void IPartitionPort<SimulatedUser>.Release(SimulatedUser user) => user.Stop(); // The next user gets a fresh one, so that whatever still comes of this one shows.

    void IPartitionPort<SimulatedUser>.Stop(SimulatedUser user) => user.Stop();

    void IPartitionPort<SimulatedUser>.Store(JournalBatch batch) => World.Disk.Write(
        Life,
        () => World.Disk.Append(_number, batch),
        () =>
        {
            _machine.Evolve(batch);
            _machine.GoOn(Now);
        },
        reason =>
        {
            _machine.Failed(reason, isOfStop: false);
            _process.Lose(Life, RunPart.Partition, $"partition {_number} stopped unexpectedly");
        });

    void IPartitionPort<SimulatedUser>.StoreReadingsAfter(Duration wait) => World.Agenda.Add(Life, wait.ToTimeSpan(), () => _machine.StoreReadings(Now));
}
