using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What a run still has to send: the requests that it needs, and what was found out so far about how many attempts are in vain.</summary>
/// <remarks>
/// While nothing is in vain it is exact. Where something is, what the reads met is expected of the writes as well, and what the
/// writes themselves meet corrects it from then on.
/// </remarks>
public sealed record RequestForecast
{
    // What the writes have met counts for more than what was expected of them once they are more than this.
    private const double NeededToTell = 25;

    // A first failure among five reads says little about ten thousand writes.
    private const double ReadsToTell = 10;

    private readonly RequestCounts _whenDecided;
    private readonly double _expected;

    private RequestForecast(RequestCounts whenDecided, long needed, double expected)
    {
        _whenDecided = whenDecided;
        Needed = needed;
        _expected = expected;
    }

    /// <summary>Requests that are needed from the decision on, if none is in vain.</summary>
    public long Needed { get; }

    /// <summary>Requests to come as they were expected when everybody was decided, those in vain included.</summary>
    public long Expected => WithThoseInVain(Needed, _expected);

    /// <summary>Makes the forecast when everybody is decided.</summary>
    /// <param name="counter">Where the gateway's counter stands.</param>
    /// <param name="sinceStart">What this process has sent for the run so far: nothing but reads.</param>
    /// <param name="needed">Requests that are needed from now on, if none is in vain.</param>
    /// <param name="readsPerUser">How many requests read one user.</param>
    public static RequestForecast Make(RequestCounts counter, RequestCounts sinceStart, long needed, int readsPerUser)
    {
        ArgumentNullException.ThrowIfNull(sinceStart);

        // Half of the writes in doubt are taken for applied: one look shows it. Of the others every look shows nothing, and the write comes again.
        var extraPerDoubt = (readsPerUser + (readsPerUser * (1 + ReadBack.Waits.Length)) + 1) / 2d;
        // A 429 tells of the limit, which is known from then on, so it is not expected of every write.
        return new RequestForecast(counter, needed, sinceStart.Retried * extraPerDoubt / (sinceStart.Sent - sinceStart.InVain + ReadsToTell));
    }

    /// <summary>How many requests are to come after those that the gateway has sent meanwhile.</summary>
    /// <param name="counter">Where the gateway's counter stands now.</param>
    public long ToComeAfter(RequestCounts counter)
    {
        var since = counter - _whenDecided;
        var done = Math.Max(0, since.Sent - since.InVain);
        var extra = ((_expected * NeededToTell) + since.InVain) / (NeededToTell + done);
        return WithThoseInVain(Math.Max(0, Needed - done), extra);
    }

    private static long WithThoseInVain(long needed, double extra) => (long)Math.Round(needed * (1 + extra));
}
