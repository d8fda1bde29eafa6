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

    /// <summary><c>Writing: 120 of 400 people, 260 of 740 requests, 14 s left, 598 of 600/min, 2 of 2 tokens, 18 in flight</c>, and the pause, where there is one.</summary>
    public static string Line(RunProgress progress, ProgressRate rate, Instant now)
    {
        var people = progress.UsersTotal > 0
            ? $"{Figures.Count(progress.UsersDone)} of {Figures.Count(progress.UsersTotal, "person", "people")}"
            : Figures.Count(progress.UsersDone, "person", "people");
        return $"{PhaseOf(progress)}: {people}, {Requests(progress)}, {Details(progress, rate, now)}";
    }

    private static string Requests(RunProgress progress) => progress.RequestsToCome is { } toCome && progress.Phase == RunPhase.Converging
        ? $"{Figures.Count(progress.Requests.Sent)} of {Figures.Count(progress.Requests.Sent + toCome, "request", "requests")}"
        : Figures.Count(progress.Requests.Sent, "request", "requests");

    /// <summary>The words beside a bar; where they leave it no room, the people are counted in them.</summary>
    /// <param name="progress">Where the run stands.</param>
    /// <param name="rate">How fast it goes.</param>
    /// <param name="now">When this is.</param>
    /// <param name="room">The characters that the bar leaves on a line.</param>
    public static string BesideBar(RunProgress progress, ProgressRate rate, Instant now, int room)
    {
        var words = $"{PhaseOf(progress)}: {Details(progress, rate, now)}";
        return words.Length <= room ? words : Line(progress, rate, now);
    }

    /// <summary>The pause, the time left, the rate against the allowed one, the tokens in use, and what was throttled.</summary>
    public static string Details(RunProgress progress, ProgressRate rate, Instant now)
    {
        // What matters most stands first: a narrow terminal cuts the end off.
        var parts = new List<string>();
        if (progress.PausedUntil is { } until && until > now)
        {
            var why = $"until {Figures.At(until)} ({progress.PauseReason ?? "the target asked for it"}){OtherPauses(progress.Pauses - 1)}";
            parts.Add(progress.IsPausedAsAWhole ? $"paused {Figures.Long(until - now)} {why}" : $"in part paused {why}, the rest goes on");
        }

        if (rate.Left is { } left && progress.Phase == RunPhase.Converging)
        {
            parts.Add($"{Figures.Long(left)} left");
        }

        var allowed = progress.AllowedPerMinute is { } perMinute ? $" of {Figures.Count((long)perMinute)}" : string.Empty;
        parts.Add($"{Figures.Count(rate.RequestsPerMinute)}{allowed}/min");
        if (progress.Tokens > 1)
        {
            parts.Add($"{Figures.Count(progress.OpenTokens)} of {Figures.Count(progress.Tokens)} tokens");
        }

        if (progress.Requests.Throttled > 0)
        {
            parts.Add($"{Figures.Count(progress.Requests.Throttled)} throttled");
        }

        parts.Add($"{Figures.Count(progress.InFlight)} in flight");
        return string.Join(", ", parts);
    }

    private static string OtherPauses(int others) => others > 0 ? $" and {Figures.Count(others, "other pause", "other pauses")}" : string.Empty;
}
