using ActorSync.Engine.Runs;
using NodaTime.Extensions;
using Spectre.Console;

namespace ActorSync.Cli.Progress;

/// <summary>Shows a run's progress on a terminal as a live bar with rate and time left, on one line however narrow the terminal is.</summary>
internal static class ProgressBars
{
    // Fast enough to look alive, slow enough to cost nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Draws the bar until the work has ended, and leaves the terminal clean.</summary>
    public static Task FollowAsync(Task work, Func<RunProgress> picture, IAnsiConsole terminal, TimeProvider clock)
    {
        var line = new ProgressLineColumn();
        return terminal.Progress()
            .AutoClear(true)
            .HideCompleted(false)
            .Columns(line)
            .StartAsync(context => DrawAsync(context, line, work, picture, clock, terminal));
    }

    private static async Task DrawAsync(ProgressContext context, ProgressLineColumn line, Task work, Func<RunProgress> picture, TimeProvider clock, IAnsiConsole terminal)
    {
        var window = new ProgressWindow();
        window.Add(picture(), clock.GetUtcNow().ToInstant());
        context.AddTask("progress");
        using var timer = new PeriodicTimer(Interval, clock);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) == tick && await tick)
        {
            var now = clock.GetUtcNow().ToInstant();
            var progress = picture();
            var rate = window.Add(progress, now);
            var (words, leaveRoom) = ProgressText.OnTerminal(progress, rate, now, terminal.Profile.Width - 1, ProgressLineColumn.BarRoom);
            line.Show(words, leaveRoom ? progress.UsersDone / (double)progress.UsersTotal : null);
            tick = timer.WaitForNextTickAsync().AsTask();
        }
    }
}
