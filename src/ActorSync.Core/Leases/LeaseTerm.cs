using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>For how long a lease holds, and what follows from it.</summary>
/// <param name="Length">From a renewal to the end.</param>
public sealed record LeaseTerm(Duration Length)
{
    /// <summary>The shortest in seconds: a renewal must have time to fail and be tried again.</summary>
    public const int LeastSeconds = 5;

    /// <summary>The longest in seconds: so long others wait for a host that is gone.</summary>
    public const int MostSeconds = 600;

    /// <summary>The usual one in seconds.</summary>
    public const int DefaultSeconds = 30;

    /// <summary>The usual one.</summary>
    public static readonly LeaseTerm Default = OfSeconds(DefaultSeconds);

    /// <summary>So many seconds.</summary>
    public static LeaseTerm OfSeconds(int seconds) => new(Duration.FromSeconds(seconds));

    /// <summary>How long after one renewal the next is asked for.</summary>
    public Duration RenewEvery => Length / 3;

    /// <summary>How long after a renewal that failed it is tried again.</summary>
    public Duration RetryEvery => Length / 10;

    /// <summary>So long a lease that has run out is watched: by then an owner that lives has renewed it, even where a try hangs just when the journal is back.</summary>
    public Duration WatchFor => RenewEvery + (2 * RetryEvery);

    /// <summary>So long before the end nothing is sent any more: clocks do not run alike to the last tick.</summary>
    public Duration Margin => Length / 10;
}
