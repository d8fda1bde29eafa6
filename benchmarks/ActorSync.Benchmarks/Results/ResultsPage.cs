using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ActorSync.Benchmarks.Results;

/// <summary>The page of all results: each bar with its newest figure, or the worst where it speaks of all, the notes on limits, and what was measured.</summary>
internal static class ResultsPage
{
    private const string NotMeasured = "not measured";
    private const double BytesInAMegabyte = 1_000_000;

    /// <summary>Makes the page; equal results make equal bytes.</summary>
    /// <param name="results">The results, the oldest first.</param>
    /// <param name="limits">What people wrote on the limits.</param>
    public static string Of(ImmutableArray<(string Name, BenchResult Result)> results, string limits)
    {
        var page = new StringBuilder();
        page.AppendLine("# Results").AppendLine();
        page.AppendLine("Written by `results-page` from the files in [`results/`](results); do not edit it by hand. Medians, in brackets the least and the most of the repetitions.").AppendLine();
        AppendBars(page, results);
        page.AppendLine("## Where the limits lie").AppendLine().AppendLine(limits.Trim()).AppendLine();
        foreach (var (name, result) in results)
        {
            AppendResult(page, name, result);
        }

        return page.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }

    private static void AppendBars(StringBuilder page, ImmutableArray<(string Name, BenchResult Result)> results)
    {
        page.AppendLine("| figure | bar | measured | reached | from |").AppendLine("|---|---|---|---|---|");
        foreach (var bar in Bars.All)
        {
            var wanted = bar.Value is { } value ? $"{(bar.IsAtLeast ? "at least" : "at most")} {Number(value)} {bar.Unit}" : "–";
            var having = results.Where(each => each.Result.Figures.Any(figure => figure.Id == bar.Id)).ToImmutableArray();
            if (having.IsEmpty)
            {
                page.AppendLine(CultureInfo.InvariantCulture, $"| {bar.Claim} | {wanted} | {NotMeasured} | – | – |");
                continue;
            }

            // Of equal ones the newest.
            var shown = bar.IsOverAll ? having.Reverse().MaxBy(each => Badness(FigureOf(bar, each.Result))) : having[^1];
            var figure = FigureOf(bar, shown.Result);
            var isExact = (bar.IsOverAll ? having : [shown]).All(each => each.Result.ChecksFailed.IsEmpty);
            var reached = !isExact ? "**a check failed**" : figure.IsReached switch { true => "yes", false => "**no**", null => "–" };
            var from = bar.IsOverAll ? string.Create(CultureInfo.InvariantCulture, $"the worst of {having.Length}, ") : string.Empty;
            page.AppendLine(CultureInfo.InvariantCulture, $"| {bar.Claim} | {wanted} | {figure.Spread} {bar.Unit} | {reached} | {from}[{shown.Name}](results/{shown.Name}): `{shown.Result.Command}` |");
        }

        page.AppendLine();
    }

    private static BenchFigure FigureOf(BenchBar bar, BenchResult result) => Bars.Under(result.Figures.Last(each => each.Id == bar.Id));

    private static double Badness(BenchFigure figure) => figure.IsAtLeast ? -figure.Spread.Median : figure.Spread.Median;

    private static void AppendResult(StringBuilder page, string name, BenchResult result)
    {
        var machine = result.Machine;
        page.AppendLine(CultureInfo.InvariantCulture, $"## {name}").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"`{result.Command}`, {result.At.UtcDateTime:yyyy-MM-dd}, commit `{machine.Commit}`.");
        page.AppendLine(CultureInfo.InvariantCulture, $"{machine.Cores} cores, {machine.Processor}, {Number(Math.Round(machine.MemoryBytes / BytesInAMegabyte / 1000))} GB, {machine.System}, {machine.Runtime}; load before {Number(machine.LoadBefore)}.");
        page.AppendLine(CultureInfo.InvariantCulture, $"{result.ChecksPassed} exact checks held, {result.ChecksFailed.Length} did not.").AppendLine();
        foreach (var failed in result.ChecksFailed)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"- FAILED {failed}");
        }

        foreach (var chart in result.Charts)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"![{chart}](results/{chart})").AppendLine();
        }

        if (!result.Figures.IsEmpty)
        {
            page.AppendLine("| figure | measured |").AppendLine("|---|---|");
            foreach (var figure in result.Figures.Select(Bars.Under))
            {
                page.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Id}: {figure.Claim} | {figure.Spread} {figure.Unit} |");
            }

            page.AppendLine();
        }

        if (!result.Series.IsEmpty)
        {
            page.AppendLine(SeriesTable.Markdown(result.Series));
        }
    }

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
