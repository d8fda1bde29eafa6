using ActorSync.Core.Runs;

namespace ActorSync.Cli.Output;

/// <summary>What a run sent against what was forecast, and why the two differ, as far as the figures tell.</summary>
internal static class ForecastText
{
    /// <summary>Writes the forecast on the line of the requests sent, and a line of its own where another number was sent.</summary>
    public static void Write(ReportWriter report, RunSummary summary)
    {
        report.Line($"  {SummaryText.Requests(summary.Requests)} Forecast {Figures.Count(summary.Forecast)}, at least {Figures.Count(summary.WritesLowerBound, "write", "writes")}.");
        if (Difference(summary) is { } difference)
        {
            report.Line("  " + difference, Tone.Faint);
        }
    }

    /// <summary><c>7 more than forecast: 1 throttled and sent again, 2 writes in doubt settled by reads and, where not applied, sent again.</c>; null where nothing is to be explained.</summary>
    public static string? Difference(RunSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);

        var more = summary.Requests.Sent - summary.Forecast;
        return (summary.Forecast, more, summary.Status) switch
        {
            (0, _, _) or (_, 0, _) => null, // Nobody was decided, or it came true.
            (_, > 0, _) => More(more, summary.Requests),
            (_, < 0, RunStatus.Interrupted) => $"{Figures.Count(-more)} fewer than forecast: the rest is still to come.",
            (_, < 0, RunStatus.Converged or RunStatus.Partial) => Fewer(-more, summary.Requests),
            _ => null, // What held or failed the run stands in its first line.
        };
    }

    private static string More(long more, RequestCounts requests)
    {
        var parts = new List<string>();
        Add(parts, requests.Throttled, "throttled and sent again");
        Add(parts, requests.Retried, "sent again after a failure in passing");
        if (requests.Ambiguous > 0)
        {
            parts.Add($"{Figures.Count(requests.Ambiguous, "write", "writes")} in doubt settled by reads and, where not applied, sent again");
        }

        var why = parts.Count == 0 ? "people were read again, because what was known of them was too old or had moved" : string.Join(", ", parts);
        var expected = requests.Retried + requests.Ambiguous > 0 ? " A forecast expects of the writes no more failures than the reads before them had met." : string.Empty;
        return $"{Figures.Count(more)} more than forecast: {why}.{expected}";
    }

    private static string Fewer(long fewer, RequestCounts requests) => requests.Retried > 0
        ? $"{Figures.Count(fewer)} fewer than forecast: it expected of the writes as many failures as the reads before them had met, and they met fewer."
        : $"{Figures.Count(fewer)} fewer than forecast: some of what was decided was no longer needed, or could not be done.";

    private static void Add(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{Figures.Count(count)} {what}");
        }
    }
}
