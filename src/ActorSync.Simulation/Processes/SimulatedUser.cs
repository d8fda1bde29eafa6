using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Processes;

/// <summary>Stands in the place of a user actor: performs the steps of one user's machine.</summary>
internal sealed class SimulatedUser(SimulatedProcess process, SimulatedPartition partition, IUserWork work)
{
    private readonly Channel _toPartition = new();
    private readonly Channel _toUser = new();
    private OpenSend? _sent;

    /// <summary>The user.</summary>
    public UserId User => work.Current.Id;

    /// <summary>While it lasts, messages reach it.</summary>
    public Life Life { get; } = new($"user {work.Current.Id}", partition.Life);

    private World World => process.World;

    /// <summary>Begins.</summary>
    public void Begin() => World.Hop(Life, _toUser, () => Perform(work.Begin(World.Clock.Now)));

    /// <summary>Its last entries are durable.</summary>
    public void TellDurable() => World.Hop(Life, _toUser, () => Perform(work.Durable(World.Clock.Now)));

    /// <summary>Nothing more of it is wanted.</summary>
    public void Stop()
    {
        if (!Life.IsOver)
        {
            Life.End();
            _sent?.Withdraw();
        }
    }

    private void Perform(UserStep step)
    {
        switch (step)
        {
            case UserStep.Send send:
                _sent = process.Gateway.Send(send.Request, outcome => World.Hop(Life, _toUser, () => Answered(outcome)));
                break;
            case UserStep.Record record:
                var entries = new PartitionMessage.Record(User, record.Entries, record.Seen, record.Sent);
                World.Hop(partition.Life, _toPartition, () => partition.Take(this, entries));
                break;
            case UserStep.Wait wait:
                World.Agenda.Add(Life, wait.For.ToTimeSpan(), () => Perform(work.Waited()));
                break;
            case UserStep.Tell told:
                World.Hop(partition.Life, _toPartition, () => partition.Take(this, told.Read));
                break;
            case UserStep.Finish finish:
                var synced = new UserMessage.UserSynced(User, finish.Result);
                World.Hop(partition.Life, _toPartition, () => partition.Take(this, synced));
                break;
            default:
                throw new InvalidOperationException($"Unknown step {step.GetType().Name}.");
        }
    }

    private void Answered(TargetOutcome outcome)
    {
        _sent = null;
        Perform(work.Answered(outcome, World.Clock.Now));
    }
}
