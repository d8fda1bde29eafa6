using System.Globalization;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Runs;

/// <summary>The figures of a run at a target at fault.</summary>
internal static class FaultyFigures
{
    private static readonly double[] Milestones = [0, 0.25, 0.5, 0.75];

    /// <summary>The table.</summary>
    public static IEnumerable<Figure> Of(Observation met)
    {
        var summary = met.Summary;
        yield return new Figure("people, changed, unchanged, not done", $"{Figures.Count(summary.InScope)}, {Figures.Count(summary.Changed)}, {Figures.Count(summary.Unchanged)}, {Figures.Count(summary.NotDone)}");
        yield return new Figure("requests = reads + writes, forecast when decided", $"{Figures.Count(summary.Sent)} = {Figures.Count(summary.Reads)} + {Figures.Count(summary.Writes)}, {Figures.Count(summary.Forecast)}");
        yield return new Figure("429s, retried, tokens", $"{Figures.Count(summary.Throttled)}, {Figures.Count(summary.Retried)}, {Figures.Count(summary.Tokens)}");
        yield return new Figure("writes in doubt", Figures.Count(summary.Ambiguous));
        yield return new Figure("  found applied, not applied, in part, unsettled", string.Join(", ", summary.Doubts.Each.Select(Figures.Count)));
        yield return new Figure("writes without an answer in the target's log", Figures.Count(UserTraffic.Of(met.Requests).LostWrites));
        yield return new Figure("time of the process", Figures.One(met.Run.Elapsed.TotalSeconds, "s"));
        foreach (var line in Quarters(met.Run))
        {
            yield return new Figure(string.Create(CultureInfo.InvariantCulture, $"  as forecast when {line.Written:P0} were written"), $"{Figures.Count(line.Requests)} requests, {Figures.One(line.End.TotalSeconds, "s")}");
        }

        yield return new Figure("findings", summary.Findings.IsEmpty ? "none" : string.Join(", ", summary.Findings.Select(each => $"{each.Value} {each.Key}")));
    }

    private static IEnumerable<ForecastLine> Quarters(ProgramResult run)
    {
        var lines = ForecastLine.ReadAll(run.Errors);
        return Milestones.Select(quarter => lines.FirstOrDefault(line => line.Written >= quarter)).OfType<ForecastLine>().Distinct();
    }
}
