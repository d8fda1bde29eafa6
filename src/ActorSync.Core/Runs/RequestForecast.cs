using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What a run still has to send: the requests that it needs, and what was found out so far about how many attempts are in vain.</summary>
/// <remarks>
/// While nothing is in vain it is exact. Where something is, what the reads met is expected of the writes as well, and what the
/// writes themselves meet corrects it from then on.
/// </remarks>
public sealed record RequestForecast
{
    // What was expected counts for as much as so many requests. Few, because reads say little of writes; not fewer, so that one setback at once changes no more than this part.
    private const double RequestsToTell = 25;

    // Where setback follows setback it counts for less, down to so many: a run of few people would else be over before it believes what it meets.
    private const double FewestToTell = 10;

    // 429s come in rows, as many as are under way when a limit falls: only so many requests tell whether they keep coming.
    private const double RequestsToTellThrottles = 500;

    // As if so many reads without a failure had gone before: a first failure among five reads says little about ten thousand writes.
    private const double ReadsToTell = 10;

    // Whoever waits for another try or look has met a part of what a doubt costs: the first read shows most of what was applied, and is over soon.
    private const double ShareToCome = 0.7;

    // Few doubts tell their share only roughly. That there is more to come is the worse surprise, so that half a standard deviation is put on top.
    private const double Margin = 0.5;

    private readonly RequestCounts _whenDecided;
    private readonly double _costOfDoubt;
    private readonly double _setbacksPerRequest;
    private readonly double _throttlesPerRequest;

    private RequestForecast(RequestCounts whenDecided, long needed, double costOfDoubt, double setbacksPerRequest, double throttlesPerRequest)
    {
        _whenDecided = whenDecided;
        _costOfDoubt = costOfDoubt;
        Needed = needed;
        _setbacksPerRequest = setbacksPerRequest;
        _throttlesPerRequest = throttlesPerRequest;
    }

    /// <summary>Requests that are needed from the decision on, if none is in vain; those that have turned out to be spared are not among them.</summary>
    public long Needed { get; private init; }

    /// <summary>The same, with those in vain that were expected when everybody was decided.</summary>
    public long Expected => WithThoseInVain(Needed, _setbacksPerRequest + _throttlesPerRequest);

    /// <summary>Makes the forecast when everybody is decided.</summary>
    /// <param name="counter">Where the gateway's counter stands.</param>
    /// <param name="sinceStart">What this process has sent for the run so far: nothing but reads.</param>
    /// <param name="reads">Reads that are needed from now on, if none is in vain.</param>
    /// <param name="writes">Writes that are needed, likewise.</param>
    /// <param name="readsPerUser">How many requests read one user.</param>
    public static RequestForecast Make(RequestCounts counter, RequestCounts sinceStart, long reads, long writes, int readsPerUser)
    {
        ArgumentNullException.ThrowIfNull(sinceStart);

        var done = sinceStart.Sent - sinceStart.InVain;
        var failed = sinceStart.Retried / (done + ReadsToTell);
        var needed = reads + writes;
        var costOfDoubt = ReadBack.RequestsOnAverage(readsPerUser);
        return new RequestForecast(
            counter,
            needed,
            costOfDoubt,
            needed == 0 ? 0 : failed * (reads + (writes * costOfDoubt)) / needed,
            sinceStart.ThrottledOnceKnown / (done + RequestsToTellThrottles));
    }

    /// <summary>The forecast when so many requests turn out not to be needed.</summary>
    public RequestForecast Without(long spared) => this with { Needed = Math.Max(0, Needed - spared) };

    /// <summary>What was sent since the forecast was made.</summary>
    /// <param name="counter">Where the gateway's counter stands now.</param>
    public RequestCounts Since(RequestCounts counter)
    {
        ArgumentNullException.ThrowIfNull(counter);

        return counter - _whenDecided;
    }

    /// <summary>How many requests are to come after those that the gateway has sent meanwhile.</summary>
    /// <param name="counter">Where the gateway's counter stands now.</param>
    /// <param name="unfinished">How many users are not finished: each needs one request at least.</param>
    /// <param name="waiting">How many of them wait for another try, or for the next look at a write in doubt: what that will cost is not among what was met.</param>
    public long ToComeAfter(RequestCounts counter, long unfinished, long waiting)
    {
        var since = counter - _whenDecided;
        var done = Math.Max(0, since.Sent - since.InVain);
        var toTell = Math.Clamp(RequestsToTell * 2 / Math.Max(1, since.Setbacks), FewestToTell, RequestsToTell);
        var owed = Owed(since, waiting);
        var roughly = since.Ambiguous == 0 ? 0 : Margin / Math.Sqrt(since.Ambiguous + 1);
        var setbacksPerRequest = ((_setbacksPerRequest * toTell) + since.Setbacks + owed) / (toTell + done) * (1 + roughly);
        var throttlesPerRequest = ((_throttlesPerRequest * RequestsToTellThrottles) + since.ThrottledOnceKnown) / (RequestsToTellThrottles + done);
        return Math.Max(unfinished, WithThoseInVain(Math.Max(0, Needed - done), setbacksPerRequest + throttlesPerRequest) + (long)Math.Round(owed));
    }

    /// <summary>What those in doubt are still to cost, by what doubts have cost so far: their writes count as done, so that nothing else tells of it.</summary>
    private double Owed(RequestCounts since, long waiting)
    {
        var owing = Math.Min(waiting, since.Ambiguous) * ShareToCome;
        return owing * (since.Setbacks + (_costOfDoubt * ReadBack.DoubtsToTell)) / (since.Ambiguous - owing + ReadBack.DoubtsToTell);
    }

    private static long WithThoseInVain(long needed, double inVainPerRequest) => (long)Math.Round(needed * (1 + inVainPerRequest));
}
