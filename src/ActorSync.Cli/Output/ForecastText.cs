using ActorSync.Core.Runs;

namespace ActorSync.Cli.Output;

/// <summary>What a run sent against what was forecast, and each cause of the difference with its number.</summary>
internal static class ForecastText
{
    /// <summary>Writes the forecast on the line of the requests sent, and a line of its own where another number was sent.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="summary">The figures.</param>
    /// <param name="isGivenUp">Whether the run was given up.</param>
    public static void Write(ReportWriter report, RunSummary summary, bool isGivenUp = false)
    {
        report.Line($"  {SummaryText.Requests(summary.Requests)} {Forecast(summary, isGivenUp)}".TrimEnd());
        if (Difference(summary, isGivenUp) is { } difference)
        {
            report.Line("  " + difference, Tone.Faint);
        }
    }

    /// <summary>
    /// <c>Forecast 160 for the whole run, of them at least 139 writes.</c> Both figures are of every process of the run. One that is given up writes
    /// nothing more: its forecast holds the reads that settle what was in doubt, and the fewest writes of what was decided say nothing of it.
    /// </summary>
    public static string Forecast(RunSummary summary, bool isGivenUp)
    {
        ArgumentNullException.ThrowIfNull(summary);

        return (summary.Forecast, isGivenUp) switch
        {
            (0, _) => string.Empty, // Nobody was decided.
            (_, true) when summary.Doubts.Counts.Total == 0 => string.Empty, // Nothing was to be settled, so nothing was to be sent.
            (var all, true) => $"Forecast {Figures.Count(all)} with the reads that a write in doubt always needs.",
            (var all, _) => $"Forecast {Figures.Count(all)} for the whole run, of them at least {Figures.Count(summary.WritesLowerBound, "write", "writes")}.",
        };
    }

    /// <summary><c>7 more than forecast: 5 refused with a 429, 4 to settle writes in doubt; less 2 expected to be in vain.</c> Null where nothing is to be explained.</summary>
    /// <param name="summary">The figures.</param>
    /// <param name="isGivenUp">Whether the run was given up, so that nothing is sent again.</param>
    public static string? Difference(RunSummary summary, bool isGivenUp = false)
    {
        ArgumentNullException.ThrowIfNull(summary);

        var more = summary.Requests.Sent - summary.Forecast;
        if (summary.Forecast == 0 || more == 0 || summary.Status is RunStatus.Held or RunStatus.Failed)
        {
            return null; // Nobody was decided, or it came true; what held or failed the run stands in its first line.
        }

        var head = $"{Figures.Count(Math.Abs(more))} {(more > 0 ? "more" : "fewer")} than forecast";
        return (summary.Difference, summary.Status) switch
        {
            ({ } causes, _) => $"{head}: {Causes(causes, isGivenUp)}.",
            (null, RunStatus.Interrupted) => $"{head} so far.", // A killed process has not told what is still to come.
            _ => head + ".",
        };
    }

    private static string Causes(ForecastDifference causes, bool isGivenUp)
    {
        var (added, taken) = (new List<string>(), new List<string>());
        Add(added, causes.Throttled, "refused with a 429");
        Add(added, causes.Retried, "sent again after a failure in passing");
        Add(added, causes.Settling, isGivenUp ? "to look again at writes in doubt" : "to settle writes in doubt and to send again what was not applied");
        Add(added, causes.ReadAgain, "because what was known of people was too old, had moved, or clashed with a newer version");
        Add(added, causes.FoundSent, "sent by a process that ended before it could record them");
        Add(added, causes.Unexplained, "of another cause, which was not counted");
        Add(taken, causes.Expected, "in vain that the forecast had expected");
        Add(taken, causes.NotNeeded, "forecast and not needed, or not done");
        Add(taken, causes.ToCome, "still to come");
        Add(taken, -causes.Unexplained, "of another cause, which was not counted");
        return (added.Count, taken.Count) switch
        {
            (0, _) => string.Join(", ", taken),
            (_, 0) => string.Join(", ", added),
            _ => $"{string.Join(", ", added)}; less {string.Join(", ", taken)}",
        };
    }

    private static void Add(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{Figures.Count(count)} {what}");
        }
    }
}
