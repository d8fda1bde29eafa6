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
    /// <summary>So long after a count at the most, a process that is at work says so anew, though it has sent nothing: from a long pause it may be about to return.</summary>
    public static readonly Duration MostUncounted = Duration.FromSeconds(12);

    // The timer that has requests counted runs once a second, and the run log takes its time.
    private static readonly Duration SaysSoAfter = Duration.FromSeconds(10);

    private readonly Queue<Action> _whenCounted = new();
    private Instant? _recordedAt;
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

    /// <summary>Has the requests sent so far counted, and the run log remember those that it does not know yet, and now and then that the process is at work.</summary>
    public void Record(RunJob job, RunRecording recording, Func<Instant> now) => Ask(() =>
    {
        var at = now();
        if (requests.HasUnrecorded || at - (_recordedAt ?? job.BeganAt) >= SaysSoAfter)
        {
            _recordedAt = at;
            recording.Record(RunEvents.Counted(job, requests.TakeUnrecorded(), at));
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
