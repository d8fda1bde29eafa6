namespace ActorSync.Benchmarks.Crashes;

/// <summary>Draws the instants of the kills of one run from a seed.</summary>
/// <remarks>
/// Most are random over the time that a process has. The phases that are over in a moment, deciding and ending, would hardly ever be
/// met so: in most runs the first kill waits until the target is read, or is being read, and the last one until all is written.
/// </remarks>
internal sealed class KillInstants(Random random, PhaseTimes times)
{
    // That a phase has begun is seen a little late.
    private const double Share = 0.7;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(8);

    /// <summary>The time over which instants are random, from the start of a process.</summary>
    public TimeSpan Window { get; } = times.BeforeWrites * 2.5 > Least ? times.BeforeWrites * 2.5 : Least;

    /// <summary>How long a process writes, on average, before it is killed.</summary>
    public TimeSpan MeanConverging
    {
        get
        {
            var left = (Window - times.BeforeWrites).TotalSeconds;
            return TimeSpan.FromSeconds(left * left / (2 * Window.TotalSeconds));
        }
    }

    /// <summary>Draws the next.</summary>
    /// <param name="run">Which run it is, counted from 0.</param>
    /// <param name="isFirst">Whether it is the first kill of the run.</param>
    /// <param name="isLast">Whether it is the last.</param>
    public KillAim Next(int run, bool isFirst, bool isLast) => (isFirst, isLast) switch
    {
        (true, _) => (run % 4) switch
        {
            0 or 2 => Within(KillPhase.Deciding, times.Deciding),
            1 => Within(KillPhase.Observing, times.Observing),
            _ => Anywhere(),
        },
        (_, true) => Within(KillPhase.Ending, times.Ending),
        _ => Anywhere(),
    };

    private KillAim Within(KillPhase phase, TimeSpan length) => new(length * Share * random.NextDouble(), phase);

    private KillAim Anywhere() => new(Window * random.NextDouble());
}
