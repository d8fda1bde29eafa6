using System.Globalization;
using ActorSync.Benchmarks.Reports;
using ActorSync.Core.Pacing;
using ActorSync.Sandbox.Limits;

namespace ActorSync.Benchmarks.Pacing;

/// <summary>Sixty virtual minutes of the budget against each kind of window, forty times each, and what was used and refused.</summary>
internal static class PacingReport
{
    private const int Seeds = 40;
    private const int Pace = 300;
    private const int Lowered = 100;

    /// <summary>What another client takes of the same token's allowance.</summary>
    private const double OthersShare = 0.3;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Returns 0 when every check held, else 1.</summary>
    public static int Run(TextWriter writer, CancellationToken stop)
    {
        var report = new Report(writer);
        foreach (var kind in new[] { "fixed", "sliding", "aligned" })
        {
            report.Heading($"{Pace} a minute, {kind} window, lowered to {Lowered} after 20 minutes and raised again after 40; median and worst of {Seeds}");
            ChangingLimit(report, kind, stop);
            report.Heading($"{Pace} a minute, {kind} window, another client takes {OthersShare.ToString("P0", CultureInfo.InvariantCulture)}; median and worst of {Seeds}");
            SharedLimit(report, kind, stop);
        }

        report.Close();
        return report.Failed == 0 ? 0 : 1;
    }

    private static void ChangingLimit(Report report, string kind, CancellationToken stop)
    {
        var runs = SeedsUntil(stop).Select(seed => ChangingRun.Of(kind, seed)).ToList();
        var isClaimed = kind != "aligned";
        report.Checks(
        [
            Least("used of the allowed before the limit is lowered", runs.Select(run => run.UsedBefore), 0.99),
            Least("used of the lowered limit, from the third minute on", runs.Select(run => run.UsedLowered), isClaimed ? 0.99 : 0.97),
            Least("used of the raised limit, from the third minute on", runs.Select(run => run.UsedRaised), 0.99),
            Most("429s of all requests", runs.Select(run => run.RefusedShare), 0.002, "P3"),
            Most("seconds until the raise was found", runs.Select(run => run.FoundAfter.TotalSeconds), isClaimed ? 60 : 120, "N1"),
        ]);
    }

    private static void SharedLimit(Report report, string kind, CancellationToken stop)
    {
        var runs = SeedsUntil(stop).Select(seed =>
        {
            var shared = new OtherClientWindow(Window(kind), OthersShare, TimeSpan.Zero);
            var simulation = new PacingSimulation(PacingRules.PerMinute(Pace), [shared], seed);
            simulation.RunUntil(Minute * 3);
            var before = shared.OtherPassed;
            simulation.RunUntil(Minute * 60);
            var left = (Pace * 57) - (shared.OtherPassed - before);
            return (Used: Accepted(simulation, Minute * 3, Minute * 60) / (double)left, Refused: Refused(simulation, Minute * 3, Minute * 60) / 57.0);
        }).ToList();

        report.Checks(
        [
            Least("used of what the other client left", runs.Select(run => run.Used), 0.97),
            Most("429s a minute", runs.Select(run => run.Refused), 1, "N2"),
        ]);
    }

    private static IEnumerable<int> SeedsUntil(CancellationToken stop)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            stop.ThrowIfCancellationRequested();
            yield return seed;
        }
    }

    private static Check Least(string claim, IEnumerable<double> values, double bar)
    {
        var sorted = values.Order().ToList();
        return new Check($"{claim}, median at least {bar.ToString("P1", CultureInfo.InvariantCulture)}", sorted[sorted.Count / 2] >= bar, Spread(sorted[sorted.Count / 2], sorted[0], "P2"));
    }

    private static Check Most(string claim, IEnumerable<double> values, double bar, string format)
    {
        var sorted = values.Order().ToList();
        return new Check($"{claim}, median at most {bar.ToString(format, CultureInfo.InvariantCulture)}", sorted[sorted.Count / 2] <= bar, Spread(sorted[sorted.Count / 2], sorted[^1], format));
    }

    private static string Spread(double median, double worst, string format) =>
        $"{median.ToString(format, CultureInfo.InvariantCulture)} (worst {worst.ToString(format, CultureInfo.InvariantCulture)})";

    private static int Accepted(PacingSimulation simulation, TimeSpan from, TimeSpan to) =>
        simulation.Sends.Count(send => !send.IsRefused && send.ArrivedAt >= from && send.ArrivedAt < to);

    private static int Refused(PacingSimulation simulation, TimeSpan from, TimeSpan to) =>
        simulation.Sends.Count(send => send.IsRefused && send.ArrivedAt >= from && send.ArrivedAt < to);

    private static IRequestWindow Window(string kind) => kind switch
    {
        "fixed" => new FixedWindow(Pace, Minute),
        "sliding" => new SlidingWindow(Pace, Minute),
        _ => new AlignedWindow(Pace, Minute, TimeSpan.FromSeconds(13.3)),
    };

    private sealed record ChangingRun(double UsedBefore, double UsedLowered, double UsedRaised, double RefusedShare, TimeSpan FoundAfter)
    {
        public static ChangingRun Of(string kind, int seed)
        {
            var dice = new Random(seed);
            var window = Window(kind);
            var simulation = new PacingSimulation(PacingRules.PerMinute(Pace), [window], seed);
            simulation.RunUntil(Minute * (20 + dice.NextDouble()));
            var lowered = simulation.Now;
            window.Change(Lowered, Minute, lowered);
            simulation.RunUntil(Minute * (40 + dice.NextDouble()));
            var raised = simulation.Now;
            window.Change(Pace, Minute, raised);
            while (simulation.AllowedPerMinute < Pace && simulation.Now < raised + (Minute * 5))
            {
                simulation.RunUntil(simulation.Now + TimeSpan.FromMilliseconds(100));
            }

            var found = simulation.Now - raised;
            simulation.RunUntil(Minute * 60);
            return new ChangingRun(
                Accepted(simulation, Minute, lowered) / (Pace * (lowered - Minute).TotalMinutes),
                Accepted(simulation, lowered + (Minute * 3), raised) / (Lowered * (raised - lowered - (Minute * 3)).TotalMinutes),
                Accepted(simulation, raised + (Minute * 3), Minute * 60) / (Pace * ((Minute * 57) - raised).TotalMinutes),
                Refused(simulation, TimeSpan.Zero, Minute * 60) / (double)simulation.Sends.Count,
                found);
        }
    }
}
