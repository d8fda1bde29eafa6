using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What a run still has to send: the requests that it needs, and what was found out so far about how many attempts are in vain.</summary>
/// <remarks>
/// While nothing is in vain it is exact. Where something is, what the reads met is expected of the writes as well, and what the
/// writes themselves meet corrects it from then on.
/// </remarks>
public sealed record RequestForecast
{
    // What was expected counts for as much as so many writes. Few, because reads say little of writes; not fewer, so that one setback at once changes no more than this part.
    private const double WritesToTell = 25;

    // As if so many reads without a failure had gone before: a first failure among five reads says little about ten thousand writes.
    private const double ReadsToTell = 10;

    private readonly RequestCounts _whenDecided;
    private readonly double _setbacksPerWrite;

    private RequestForecast(RequestCounts whenDecided, long needed, double setbacksPerWrite)
    {
        _whenDecided = whenDecided;
        Needed = needed;
        _setbacksPerWrite = setbacksPerWrite;
    }

    /// <summary>Requests that are needed from the decision on, if none is in vain.</summary>
    public long Needed { get; private init; }

    /// <summary>Requests to come as they were expected when everybody was decided, those in vain included.</summary>
    public long Expected => WithThoseInVain(Needed, _setbacksPerWrite);

    /// <summary>Makes the forecast when everybody is decided.</summary>
    /// <param name="counter">Where the gateway's counter stands.</param>
    /// <param name="sinceStart">What this process has sent for the run so far: nothing but reads.</param>
    /// <param name="needed">Requests that are needed from now on, if none is in vain.</param>
    /// <param name="readsPerUser">How many requests read one user.</param>
    public static RequestForecast Make(RequestCounts counter, RequestCounts sinceStart, long needed, int readsPerUser)
    {
        ArgumentNullException.ThrowIfNull(sinceStart);

        // Half of the writes in doubt are taken for applied: one look shows it. Of the others every look shows nothing, and the write comes again.
        var requestsPerDoubt = (readsPerUser + (readsPerUser * (1 + ReadBack.Waits.Length)) + 1) / 2d;
        // A 429 tells of the limit, which is known from then on, so it is not expected of every write.
        return new RequestForecast(counter, needed, sinceStart.Retried * requestsPerDoubt / (sinceStart.Sent - sinceStart.InVain + ReadsToTell));
    }

    /// <summary>The forecast when so many requests turn out not to be needed.</summary>
    public RequestForecast Without(long spared) => this with { Needed = Math.Max(0, Needed - spared) };

    /// <summary>How many requests are to come after those that the gateway has sent meanwhile.</summary>
    /// <param name="counter">Where the gateway's counter stands now.</param>
    /// <param name="unfinished">How many users are not finished: each needs one request at least.</param>
    public long ToComeAfter(RequestCounts counter, long unfinished = 0)
    {
        var since = counter - _whenDecided;
        var done = Math.Max(0, since.Sent - since.InVain);
        var setbacksPerWrite = ((_setbacksPerWrite * WritesToTell) + since.Setbacks) / (WritesToTell + done);
        return WithThoseInVain(Math.Max(unfinished, Needed - done), setbacksPerWrite);
    }

    private static long WithThoseInVain(long needed, double setbacksPerWrite) => (long)Math.Round(needed * (1 + setbacksPerWrite));
}
