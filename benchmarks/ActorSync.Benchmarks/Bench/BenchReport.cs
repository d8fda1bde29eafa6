using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Results;

namespace ActorSync.Benchmarks.Bench;

/// <summary>Measures whole runs, prints tables and writes the result with its charts.</summary>
internal static class BenchReport
{
    /// <summary>Returns 0 when every exact check held and no ratio fell below an earlier one, 1 when one did, 2 for arguments that say nothing.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, Checkout checkout, TimeProvider time, CancellationToken stop)
    {
        if (BenchPlan.Parse(args, out var problem) is not { } plan)
        {
            await Console.Error.WriteLineAsync($"{problem}\n{BenchPlan.Help}");
            return 2;
        }

        var earlier = plan.Earlier is { } file ? ResultFiles.Read(file) : null;
        var (machine, at) = (MachineFacts.Read(checkout), time.GetUtcNow());
        await using var sitting = new BenchSitting(plan, checkout, writer, time);
        foreach (var scenario in plan.Chosen)
        {
            await RunAsync(scenario, sitting, stop);
        }

        var failed = sitting.Checks.Where(check => !check.Holds).ToImmutableArray();
        var result = new BenchResult
        {
            At = at,
            Command = string.Join(' ', args.Prepend("bench")),
            Machine = machine,
            Series = sitting.Series,
            Figures = sitting.Figures,
            ChecksPassed = sitting.Checks.Length - failed.Length,
            ChecksFailed = [.. failed.Select(check => $"{check.Claim}: {check.Seen}")],
        };
        var folder = plan.Out ?? checkout.Results;
        result = result with { Charts = DrawCharts(folder, plan, sitting.Series) };
        ResultFiles.Write(Path.Combine(folder, plan.Name + ".json"), result);
        return Print(writer, result, earlier, plan.Tolerance);
    }

    private static Task RunAsync(string scenario, BenchSitting sitting, CancellationToken stop) => scenario switch
    {
        "cold" => new ColdScenario(sitting).RunAsync(stop),
        "changed" => new ChangedScenario(sitting).RunAsync(stop),
        "unchanged" => new UnchangedScenario(sitting).RunAsync(stop),
        "plan" => new PlanScenario(sitting).RunAsync(stop),
        _ => throw new HarnessException($"Unknown scenario {scenario}."),
    };

    private static ImmutableArray<string> DrawCharts(string folder, BenchPlan plan, ImmutableArray<Series> series)
    {
        var charts = ImmutableArray.CreateBuilder<string>();
        foreach (var ofDialect in series.Where(each => each.Scenario == "cold").GroupBy(each => each.Settings["dialect"]))
        {
            var name = plan.Name.EndsWith(ofDialect.Key, StringComparison.Ordinal) ? $"{plan.Name}.svg" : $"{plan.Name}-{ofDialect.Key}.svg";
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, name), SeriesChart.Draw($"Cold runs, {ofDialect.Key}", [.. ofDialect]));
            charts.Add(name);
        }

        return charts.ToImmutable();
    }

    private static int Print(TextWriter writer, BenchResult result, BenchResult? earlier, double tolerance)
    {
        var report = new Report(writer);
        report.Heading("medians [least..most]");
        writer.WriteLine(SeriesTable.Plain(result.Series));
        report.Heading("figures");
        report.Table(result.Figures.Select(figure => new Figure(figure.Id, $"{figure.Spread} {figure.Unit}{Verdict(figure)}")));
        if (earlier is not null)
        {
            report.Heading(string.Create(CultureInfo.InvariantCulture, $"ratios beside those of {earlier.At:yyyy-MM-dd}"));
            report.Checks(RegressionCheck.Compare(earlier, result, tolerance));
        }

        writer.WriteLine();
        writer.WriteLine($"{result.ChecksPassed + report.Passed} checks passed, {result.ChecksFailed.Length + report.Failed} failed");
        return result.ChecksFailed.IsEmpty && report.Failed == 0 ? 0 : 1;
    }

    private static string Verdict(BenchFigure figure) => figure.IsReached switch
    {
        true => $", bar {Spread.Text(figure.Bar!.Value)} reached",
        false => $", bar {Spread.Text(figure.Bar!.Value)} NOT reached",
        null => string.Empty,
    };
}
