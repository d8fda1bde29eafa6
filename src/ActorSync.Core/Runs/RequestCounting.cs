using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Asks the gateway what it has sent, and goes on once the answer is counted.</summary>
/// <remarks>Confined to the run's machine, which gets the answers.</remarks>
/// <param name="port">Asks.</param>
/// <param name="requests">Where the answers are counted.</param>
public sealed class RequestCounting(IRunPort port, RequestMeter requests)
{
    /// <summary>So long after a count at the most, a process that is at work says so anew, though it has sent nothing: from a long pause it may be about to return.</summary>
    public static readonly Duration MostUncounted = Duration.FromSeconds(12);

    // The timer that has requests counted runs once a second, and the run log takes its time.
    private static readonly Duration SaysSoAfter = Duration.FromSeconds(10);

    private readonly Queue<Action<Instant>> _whenCounted = new();
    private Instant? _recordedAt;
    private bool _isGatewayLost;

    /// <summary>Has the requests sent so far counted, and then does what depends on it, at the time of the answer. Without a gateway the last figures have to do.</summary>
    public void Ask(Action<Instant> then, Instant now)
    {
        ArgumentNullException.ThrowIfNull(then);

        if (_isGatewayLost)
        {
            then(now);
            return;
        }

        _whenCounted.Enqueue(then);
        port.CountRequests();
    }

    /// <summary>Whether there is something that the run log does not know yet, or it is time to say that the process is at work; if so, this counts as said.</summary>
    /// <param name="job">The run.</param>
    /// <param name="now">When this is.</param>
    public bool HasToRecord(RunJob job, Instant now)
    {
        ArgumentNullException.ThrowIfNull(job);

        if (!requests.HasUnrecorded && now - (_recordedAt ?? job.BeganAt) < SaysSoAfter)
        {
            return false;
        }

        _recordedAt = now;
        return true;
    }

    /// <summary>Takes an answer in: the gateway answers in order, so it goes with the oldest question.</summary>
    public void Take(RequestCounts counter, Instant now)
    {
        requests.Read(counter);
        _whenCounted.Dequeue()(now);
    }

    /// <summary>Notes that the gateway is gone: nobody answers any more.</summary>
    public void MissGateway() => _isGatewayLost = true;
}
