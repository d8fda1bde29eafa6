namespace ActorSync.Core.Runs;

/// <summary>Counts the requests of one run from a counter that goes on over several, and knows which of them are recorded already.</summary>
/// <param name="before">What earlier processes of the run sent, as far as they recorded it.</param>
/// <remarks>Mutable and confined to the run's coordinator.</remarks>
public sealed class RequestMeter(RequestCounts before)
{
    private RequestCounts? _atStart;
    private RequestCounts _counter = RequestCounts.None;
    private RequestCounts _sinceStart = RequestCounts.None;
    private RequestCounts _recorded = RequestCounts.None;
    private RequestCounts _forgotten = RequestCounts.None;
    private RequestCounts _forgottenRecorded = RequestCounts.None;
    private RequestCounts _forgottenAtForecast = RequestCounts.None;

    /// <summary>Every request of the run, earlier processes included.</summary>
    public RequestCounts Total => before + _forgotten + _sinceStart;

    /// <summary>Whether this process has reached the target for the run.</summary>
    public bool HasArrived => _sinceStart.Arrived > 0;

    /// <summary>Whether something is not recorded yet.</summary>
    public bool HasUnrecorded => _forgotten != _forgottenRecorded || (_sinceStart.Sent, _sinceStart.Tokens, _sinceStart.Ambiguous) != (_recorded.Sent, _recorded.Tokens, _recorded.Ambiguous);

    /// <summary>Forecasts what is to come once everybody is decided, from what this process has met so far.</summary>
    /// <param name="reads">Reads that are needed from now on, if none is in vain.</param>
    /// <param name="writes">Writes that are needed, likewise.</param>
    /// <param name="readsPerUser">How many requests read one user.</param>
    public RequestForecast Forecast(long reads, long writes, int readsPerUser)
    {
        _forgottenAtForecast = _forgotten;
        return RequestForecast.Make(_counter, _sinceStart, reads, writes, readsPerUser);
    }

    /// <summary>Requests of earlier processes that were proven only after the latest forecast, which therefore lacks them.</summary>
    public long FoundSinceForecast => (_forgotten - _forgottenAtForecast).Sent;

    /// <summary>What was sent since a forecast that <see cref="Forecast"/> made.</summary>
    public RequestCounts Since(RequestForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);

        return forecast.Since(_counter);
    }

    /// <summary>Takes in where the counter stands; the first reading is where the run begins.</summary>
    public void Read(RequestCounts counter)
    {
        _counter = counter;
        _atStart ??= counter;
        _sinceStart = counter - _atStart;
    }

    /// <summary>
    /// The journal proves so many writes, and that so many of them were in doubt: a process that died had recorded fewer than it sent.
    /// To be told after <see cref="Read"/>.
    /// </summary>
    /// <param name="writes">Writes of the whole run that were applied.</param>
    /// <param name="doubts">Writes of the whole run whose outcome had not been known and that were sent.</param>
    public void Prove(long writes, long doubts) => _forgotten += Total.ShortOf(writes, doubts);

    /// <summary>What is not recorded yet; from now on it counts as recorded.</summary>
    public UnrecordedRequests TakeUnrecorded()
    {
        var unrecorded = new UnrecordedRequests(_forgotten - _forgottenRecorded, _sinceStart - _recorded) { AreFirst = _recorded.Arrived <= 0 };
        (_forgottenRecorded, _recorded) = (_forgotten, _sinceStart);
        return unrecorded;
    }
}
