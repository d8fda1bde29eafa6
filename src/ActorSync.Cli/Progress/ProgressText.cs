using ActorSync.Cli.Output;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Progress;

/// <summary>Where a run stands, in words.</summary>
internal static class ProgressText
{
    /// <summary>What is being done.</summary>
    public static string PhaseOf(RunProgress progress) => progress.Phase switch
    {
        RunPhase.Reading => "Reading the source",
        RunPhase.Observing => "Reading the target",
        RunPhase.Deciding => "Deciding",
        RunPhase.Converging => "Writing",
        RunPhase.Ended => "Done",
        _ => throw new InvalidOperationException($"Unknown phase {progress.Phase}."),
    };

    /// <summary><c>Writing: 120 of 400 people, 260 requests, 18 in flight, 4,980/min, 14 s left</c> and the pause, where there is one.</summary>
    public static string Line(RunProgress progress, ProgressRate rate, Instant now)
    {
        var people = progress.UsersTotal > 0
            ? $"{Figures.Count(progress.UsersDone)} of {Figures.Count(progress.UsersTotal, "person", "people")}"
            : Figures.Count(progress.UsersDone, "person", "people");
        return $"{PhaseOf(progress)}: {people}, {Figures.Count(progress.Requests.Sent, "request", "requests")}, {Details(progress, rate, now)}";
    }

    /// <summary>Rate, time left, throttling and the pause.</summary>
    public static string Details(RunProgress progress, ProgressRate rate, Instant now)
    {
        var parts = new List<string> { $"{Figures.Count(progress.InFlight)} in flight", $"{Figures.Count(rate.RequestsPerMinute)}/min" };
        if (rate.Left is { } left && progress.Phase == RunPhase.Converging)
        {
            parts.Add($"{Figures.Long(left)} left");
        }

        if (progress.Requests.Throttled > 0)
        {
            parts.Add($"{Figures.Count(progress.Requests.Throttled)} throttled");
        }

        if (progress.PausedUntil is { } until && until > now)
        {
            parts.Add($"paused until {Figures.At(until)}, {Figures.Long(until - now)} to go ({progress.PauseReason ?? "the target asked for it"})");
        }

        return string.Join(", ", parts);
    }
}
