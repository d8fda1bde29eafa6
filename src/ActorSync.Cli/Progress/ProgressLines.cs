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

    /// <summary>Writes lines until the work has ended.</summary>
    public static async Task FollowAsync(Task work, Func<RunProgress> picture, ReportWriter report, TimeProvider clock)
    {
        // The picture before the first line, so that even that one has a rate.
        var window = new ProgressWindow();
        window.Add(picture(), clock.GetUtcNow().ToInstant());
        using var timer = new PeriodicTimer(Interval, clock);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) == tick && await tick)
        {
            var now = clock.GetUtcNow().ToInstant();
            var progress = picture();
            report.Line(ProgressText.Line(progress, window.Add(progress, now), now));
            tick = timer.WaitForNextTickAsync().AsTask();
        }
    }
}
