namespace ActorSync.Core.Runs;

/// <summary>Counts the requests of one run from a counter that goes on over several, and knows which of them are recorded already.</summary>
/// <param name="before">What earlier processes of the run sent.</param>
/// <remarks>Mutable and confined to the run's coordinator.</remarks>
public sealed class RequestMeter(RequestCounts before)
{
    private RequestCounts? _atStart;
    private RequestCounts _sinceStart = RequestCounts.None;
    private RequestCounts _recorded = RequestCounts.None;

    /// <summary>Every request of the run, earlier processes included.</summary>
    public RequestCounts Total => before + _sinceStart;

    /// <summary>Where the counter stands when the run has sent so many requests in all.</summary>
    public long CounterAt(long total) => total - before.Sent + (_atStart?.Sent ?? 0);

    /// <summary>Takes in where the counter stands; the first reading is where the run begins.</summary>
    public void Read(RequestCounts counter)
    {
        _atStart ??= counter;
        _sinceStart = counter - _atStart;
    }

    /// <summary>What this process has sent and not recorded yet; from now on it counts as recorded.</summary>
    public RequestCounts TakeUnrecorded()
    {
        var unrecorded = _sinceStart - _recorded;
        _recorded = _sinceStart;
        return unrecorded;
    }
}
