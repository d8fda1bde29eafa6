namespace ActorSync.Core.Pacing;

/// <summary>When a raise is looked for: at most once a minute, and where a refusal costs least.</summary>
public sealed class ProbeSchedule
{
    /// <summary>A raise is looked for at most this often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>How long before a place becomes free a raise is looked for: a little less than the whole second that a refusal then costs.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(950);

    /// <summary>By how much that instant may be missed.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(150);

    /// <summary>How long it is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>After so many refusals since a raise was looked for last, no further one puts the next look off: it may be their mistakes that keep the estimate low.</summary>
    public const int RefusalsThatPutOff = 8;

    private TimeSpan _began;
    private int _refusals;

    /// <summary>Before this time no raise is looked for.</summary>
    public TimeSpan DueAt { get; private set; }

    /// <summary>Counts from now on, when a first refusal has shown the limit or a raise begins to be looked for.</summary>
    public void Begin(TimeSpan now) => (_began, _refusals) = (now, 0);

    /// <summary>Puts the next look off after a refusal.</summary>
    /// <param name="receivedAt">When the refusal came.</param>
    /// <param name="ofProbe">Whether a probe was refused.</param>
    /// <param name="isUntried">Whether the estimate is so low that it has to be tried soon.</param>
    public void Refused(TimeSpan receivedAt, bool ofProbe, bool isUntried)
    {
        if (ofProbe || ++_refusals >= RefusalsThatPutOff)
        {
            DueAt = _began + Interval;
            return;
        }

        // A refusal that came before its time counts too: the next probe waits for both, so that no more than one 429 a minute comes of it.
        var isEarly = DueAt > receivedAt && !isUntried;
        DueAt = isEarly ? Earlier(DueAt, receivedAt + Interval) + Interval : receivedAt + Interval;
    }

    /// <summary>The cheapest time for a look that is due: now, later, or null where it has just passed and comes again.</summary>
    /// <param name="freeAt">When the next place becomes free by the estimate.</param>
    /// <param name="now">Not before <see cref="DueAt"/>.</param>
    /// <param name="isUntried">Whether it may cost what it likes.</param>
    public TimeSpan? BestAt(TimeSpan freeAt, TimeSpan now, bool isUntried)
    {
        // The wait of a refused probe is rounded up to whole seconds: it costs nothing where a place becomes free just before it ends. The pause
        // of the last probe left a gap in which that can be had; the first time there is none.
        var best = freeAt - Lead;
        if (isUntried)
        {
            return now;
        }

        return best > now ? best
            : now - best > Tolerance && now < DueAt + Patience ? null
            : now;
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
