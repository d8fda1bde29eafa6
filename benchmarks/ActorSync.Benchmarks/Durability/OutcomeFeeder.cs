using ActorSync.Core.Users;
using ActorSync.Engine.Users;
using Akka.Actor;

namespace ActorSync.Benchmarks.Durability;

/// <summary>Has the partitions record something for many users, as user actors do: so many under way, the next one when one is durable.</summary>
internal sealed class OutcomeFeeder : UntypedActor
{
    private readonly IReadOnlyList<IActorRef> _partitions;
    private readonly PartitionMessage.Record[] _records;
    private readonly TaskCompletionSource _done;
    private readonly int _window;
    private int _next;
    private int _durable;

    public OutcomeFeeder(IReadOnlyList<IActorRef> partitions, PartitionMessage.Record[] records, int window, TaskCompletionSource done)
    {
        _partitions = partitions;
        _records = records;
        _window = window;
        _done = done;
    }

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(Akka.Event.Error)); // A partition that fails answers nobody.
        while (_next < Math.Min(_window, _records.Length))
        {
            Feed();
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PartitionReply.Recorded:
                if (++_durable == _records.Length)
                {
                    _done.TrySetResult();
                    Context.Stop(Self);
                }
                else if (_next < _records.Length)
                {
                    Feed();
                }

                break;
            case Akka.Event.Error error:
                _done.TrySetException(new HarnessException($"A partition failed: {error.Message} {error.Cause?.Message}"));
                break;
            default:
                _done.TrySetException(new HarnessException($"A partition answered {message}."));
                break;
        }
    }

    private void Feed()
    {
        var record = _records[_next++];
        _partitions[Partitioning.PartitionOf(record.User)].Tell(record);
    }
}
