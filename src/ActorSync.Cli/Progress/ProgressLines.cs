using ActorSync.Cli.Output;
using ActorSync.Engine.Runs;
using NodaTime;
using NodaTime.Extensions;

namespace ActorSync.Cli.Progress;

/// <summary>Shows a run's progress as a line every ten seconds, for a log file or a scheduler.</summary>
internal static class ProgressLines
{
    /// <summary>The time between two lines.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Seldom looks would take two short pauses for a long one.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Writes lines until the work has ended.</summary>
    public static async Task FollowAsync(Task work, Func<RunProgress> picture, ReportWriter report, TimeProvider clock)
    {
        // The picture before the first line, so that even that one has a rate.
        var window = new ProgressWindow();
        var begun = clock.GetUtcNow().ToInstant();
        window.Add(picture(), begun);
        var due = begun + Duration.FromTimeSpan(Interval);
        using var timer = new PeriodicTimer(Look, clock);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) == tick && await tick)
        {
            var now = clock.GetUtcNow().ToInstant();
            var progress = picture();
            var rate = window.Add(progress, now);
            if (now >= due)
            {
                report.Line(ProgressText.Line(progress, rate, now));
                due = now + Duration.FromTimeSpan(Interval - (Look / 2)); // A look is never quite on time.
            }

            tick = timer.WaitForNextTickAsync().AsTask();
        }
    }
}
