using ActorSync.Engine.Runs;
using NodaTime.Extensions;
using Spectre.Console;

namespace ActorSync.Cli.Progress;

/// <summary>Shows a run's progress on a terminal as a live bar with rate and time left.</summary>
internal static class ProgressBars
{
    // Leaves room for the words on a terminal of 80 columns.
    private const int BarWidth = 20;

    // With the spaces between the columns.
    private const int PercentWidth = 6;

    // Fast enough to look alive, slow enough to cost nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Draws the bar until the work has ended, and leaves the terminal clean.</summary>
    public static Task FollowAsync(Task work, Func<RunProgress> picture, IAnsiConsole terminal, TimeProvider clock) =>
        terminal.Progress()
            .AutoClear(true)
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth }, new PercentageColumn())
            .StartAsync(context => DrawAsync(context, work, picture, clock, terminal.Profile.Width - BarWidth - PercentWidth));

    private static async Task DrawAsync(ProgressContext context, Task work, Func<RunProgress> picture, TimeProvider clock, int room)
    {
        var window = new ProgressWindow();
        window.Add(picture(), clock.GetUtcNow().ToInstant());
        var bar = context.AddTask("Starting");
        using var timer = new PeriodicTimer(Interval, clock);
        var tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(work, tick) == tick && await tick)
        {
            var now = clock.GetUtcNow().ToInstant();
            var progress = picture();
            var rate = window.Add(progress, now);
            bar.IsIndeterminate = progress.UsersTotal == 0;
            bar.MaxValue = Math.Max(1, progress.UsersTotal);
            bar.Value = progress.UsersDone;
            bar.Description = Markup.Escape(ProgressText.BesideBar(progress, rate, now, room));
            tick = timer.WaitForNextTickAsync().AsTask();
        }
    }
}
