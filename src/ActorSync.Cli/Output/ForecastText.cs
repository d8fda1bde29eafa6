using ActorSync.Core.Runs;

namespace ActorSync.Cli.Output;

/// <summary>What a run sent against what was forecast, and why the two differ, as far as the figures tell.</summary>
internal static class ForecastText
{
    private const string Settled = "settled by reads and, where not applied, sent again";
    private const string ReadAgain = "people were read again, because what was known of them was too old, had moved, or clashed with a newer version";

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
            (var all, true) => $"Forecast {Figures.Count(all)} with the reads that settle what was in doubt.",
            var (all, _) => $"Forecast {Figures.Count(all)} for the whole run, of them at least {Figures.Count(summary.WritesLowerBound, "write", "writes")}.",
        };
    }

    /// <summary><c>7 more than forecast, since which 1 was throttled and sent again, …</c>; null where nothing is to be explained.</summary>
    public static string? Difference(RunSummary summary, bool isGivenUp = false)
    {
        ArgumentNullException.ThrowIfNull(summary);

        var more = summary.Requests.Sent - summary.Forecast;
        return (summary.Forecast, more, summary.Status) switch
        {
            (0, _, _) or (_, 0, _) => null, // Nobody was decided, or it came true.
            (_, > 0, _) when isGivenUp => $"{Figures.Count(more)} more than forecast: what a read did not show as written was read again, or a read was throttled or failed in passing.",
            (_, > 0, _) => summary.WhenForecast is { } before ? More(more, summary.Requests - before) : MoreOfUnknown(more, summary.Requests),
            (_, < 0, RunStatus.Interrupted) => $"{Figures.Count(-more)} fewer than forecast: the rest is still to come.",
            (_, < 0, RunStatus.Converged or RunStatus.Partial) => Fewer(-more, summary.WhenForecast ?? summary.Requests),
            _ => null, // What held or failed the run stands in its first line.
        };
    }

    private static string More(long more, RequestCounts since)
    {
        var parts = new List<string>();
        Add(parts, since.Throttled, $"{Figures.Count(since.Throttled)} throttled and sent again");
        Add(parts, since.Retried, $"{Figures.Count(since.Retried)} sent again after a failure in passing");
        Add(parts, since.Ambiguous, $"{Figures.Count(since.Ambiguous, "write", "writes")} in doubt {Settled}");
        if (parts.Count == 0)
        {
            return $"{Figures.Count(more)} more than forecast: {ReadAgain}.";
        }

        var rest = since.Throttled + since.Retried + since.Ambiguous < more ? $" Where that is not all, {ReadAgain}." : string.Empty;
        var expected = since.Retried + since.Ambiguous > 0 ? " A forecast expects of the writes no more failures than the reads before them had met." : string.Empty;
        return $"{Figures.Count(more)} more than forecast: after it was made, {string.Join(", ", parts)}.{rest}{expected}";
    }

    // Of the whole run's counts the forecast holds those from before it: they tell what can have been a cause, and not how much of it.
    private static string MoreOfUnknown(long more, RequestCounts requests)
    {
        var causes = new List<string>();
        Add(causes, requests.Throttled, "requests were throttled and sent again");
        Add(causes, requests.Retried, "requests were sent again after a failure in passing");
        Add(causes, requests.Ambiguous, $"writes in doubt were {Settled}");
        if (causes.Count == 0)
        {
            return $"{Figures.Count(more)} more than forecast: {ReadAgain}.";
        }

        return $"{Figures.Count(more)} more than forecast: after it was made, {string.Join(", or ", causes)}, or {ReadAgain}. "
            + "How much is due to which is not known: the counts above are of the whole run, and the forecast holds those from before it.";
    }

    // Where what had been sent before met no failure, the forecast expected none.
    private static string Fewer(long fewer, RequestCounts before)
    {
        var expected = before.Throttled + before.Retried > 0 ? ", or fewer requests were throttled or failed in passing than it expected" : string.Empty;
        return $"{Figures.Count(fewer)} fewer than forecast: some of what was decided was no longer needed or was not done{expected}.";
    }

    private static void Add(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add(what);
        }
    }
}
