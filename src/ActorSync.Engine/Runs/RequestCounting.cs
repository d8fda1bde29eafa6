using ActorSync.Core.Runs;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting;
using Akka.Actor;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>Asks the gateway what it has sent, and goes on once the answer is counted.</summary>
/// <remarks>Confined to the run's coordinator, which gets the answers.</remarks>
/// <param name="gateway">Whom to ask.</param>
/// <param name="requests">Where the answers are counted.</param>
internal sealed class RequestCounting(IActorRef gateway, RequestMeter requests)
{
    private readonly Queue<Action> _whenCounted = new();
    private bool _isGatewayLost;

    /// <summary>Has the requests sent so far counted, and then does what depends on it. Without a gateway the last figures have to do.</summary>
    public void Ask(Action then)
    {
        if (_isGatewayLost)
        {
            then();
            return;
        }

        _whenCounted.Enqueue(then);
        gateway.Tell(GetGatewayStatus.Instance);
    }

    /// <summary>Has the requests sent so far counted, and the run log remember those that it does not know yet.</summary>
    public void Record(RunJob job, RunRecording recording, Func<Instant> now) => Ask(() =>
    {
        if (requests.HasUnrecorded)
        {
            recording.Record(RunEvents.Counted(job, requests.TakeUnrecorded(), now()));
        }
    });

    /// <summary>Takes an answer in: the gateway answers in order, so it goes with the oldest question.</summary>
    public void Take(GatewayStatus status)
    {
        requests.Read(GatewayFigures.Of(status.Counters));
        _whenCounted.Dequeue()();
    }

    /// <summary>Notes that an actor is gone; where it is the gateway, nobody answers any more.</summary>
    public void Miss(IActorRef lost) => _isGatewayLost |= lost.Equals(gateway);
}
