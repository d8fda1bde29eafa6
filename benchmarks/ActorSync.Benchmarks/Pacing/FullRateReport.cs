using System.Globalization;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Pacing;

/// <summary>The gateway in real time against the sandbox in another process: how much of a limit per second it uses, and how many tokens multiply it.</summary>
internal static class FullRateReport
{
    /// <summary>How it is called.</summary>
    public const string Help = "full-rate     [--limit N] [--window fixed|sliding] [--seconds N] [--runs K] [--tokens N]";

    /// <summary>Returns 0 when every check held, 1 when one did not, 2 for arguments that it does not understand.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, Checkout checkout, CancellationToken stop)
    {
        if (FullRatePlan.Parse(args, out var problem) is not { } plan)
        {
            await Console.Error.WriteLineAsync(problem);
            await Console.Error.WriteLineAsync(Help);
            return 2;
        }

        var report = new Report(writer);
        report.Heading($"full-rate: {plan.Limit} requests a second and token, {plan.Window} window, {plan.Tokens} token(s), {plan.Runs} runs of {plan.Seconds} s");
        if (plan.Tokens == 1)
        {
            Print(report, plan, await MeasureAsync(plan, report, checkout, stop));
        }
        else
        {
            var alone = await MeasureAsync(plan with { Tokens = 1 }, report, checkout, stop);
            var together = await MeasureAsync(plan, report, checkout, stop);
            Print(report, plan, together);
            var ratio = Median(together.Select(run => run.AcceptedPerSecond)) / Median(alone.Select(run => run.AcceptedPerSecond));
            report.Checks([new Check(string.Create(CultureInfo.InvariantCulture, $"{plan.Tokens} tokens send at least {0.95 * plan.Tokens:0.0#} times as much as one"), ratio >= 0.95 * plan.Tokens, ratio.ToString("0.00", CultureInfo.InvariantCulture))]);
        }

        report.Close();
        return report.Failed == 0 ? 0 : 1;
    }

    private static async Task<List<FullRateRun>> MeasureAsync(FullRatePlan plan, Report report, Checkout checkout, CancellationToken stop)
    {
        var runs = new List<FullRateRun>();
        for (var run = 0; run < plan.Runs; run++)
        {
            await using var sandbox = await SandboxProcess.StartAsync(
                checkout, "genesys", $"{plan.Limit}/1", Path.Combine(checkout.Root, "config", "samples", "people.csv"), ["--window", plan.Window], stop);
            var seen = await FullRateRun.MeasureAsync(plan, new Uri(sandbox.Address), stop);
            var counts = await sandbox.CountsAsync(stop);
            report.Checks(
            [
                Check.Equal("requests: the gateway's count = the target's", seen.SentInAll, counts.Api),
                Check.Equal("429s: the gateway's count = the target's", seen.RefusedInAll, counts.Throttled),
            ]);
            runs.Add(seen);
        }

        return runs;
    }

    private static void Print(Report report, FullRatePlan plan, List<FullRateRun> runs)
    {
        var allowed = (double)plan.Limit * plan.Tokens;
        report.Table(runs.Select((run, index) => new Figure(
            $"run {index + 1}",
            string.Create(CultureInfo.InvariantCulture, $"{run.Accepted:N0} accepted in {run.Elapsed.TotalSeconds:0.00} s: {run.AcceptedPerSecond / allowed:P2} of the allowed; {run.Refused} 429s"))));
        var used = runs.Select(run => run.AcceptedPerSecond / allowed).ToList();
        var per100000 = runs.Sum(run => run.Refused) * 100_000.0 / runs.Sum(run => run.Accepted);
        report.Checks(
        [
            new Check("median use at least 97 %", Median(used) >= 0.97, Median(used).ToString("P2", CultureInfo.InvariantCulture)),
            new Check("at most one 429 in 100,000 requests", per100000 <= 1, per100000.ToString("0.00", CultureInfo.InvariantCulture)),
        ]);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
