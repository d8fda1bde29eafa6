using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Bench;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Results;
using ActorSync.Core.Pacing;

namespace ActorSync.Benchmarks.Tuning;

/// <summary>Searches the settings under which a cold run is fastest on this machine, and writes them as a configuration with the evidence.</summary>
internal sealed class TuneReport(TunePlan plan, BenchSitting sitting, PeopleFile file, Checkout checkout, TextWriter writer)
{
    private const string Scenario = "tune";
    private const int InFreshTurns = 2;

    private readonly Dictionary<TunePoint, List<Measurement>> _evidence = [];

    private string Id => $"tuned-{plan.Dialect}";

    /// <summary>Returns 0 when every run was exact, whatever it found; 1 when one was not; 2 for arguments that say nothing.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, Checkout checkout, TimeProvider time, CancellationToken stop)
    {
        if (TunePlan.Parse(args, out var problem) is not { } plan)
        {
            await Console.Error.WriteLineAsync($"{problem}\n{TunePlan.Help}");
            return 2;
        }

        var bench = BenchPlan.Parse(["--protocol", plan.IsHttp2 ? "h2c" : "h1"], out _)!;
        await using var sitting = new BenchSitting(bench, checkout, writer, time);
        var (machine, at) = (MachineFacts.Read(checkout), time.GetUtcNow());
        var report = new TuneReport(plan, sitting, await sitting.PeopleAsync(plan.People, stop), checkout, writer);
        return await report.SearchAsync(new BenchResult { At = at, Command = string.Join(' ', args.Prepend("bench tune")), Machine = machine }, stop);
    }

    private async Task<int> SearchAsync(BenchResult result, CancellationToken stop)
    {
        var defaults = new TunePoint([.. plan.Axes.Select(_ => (int?)null)]);
        var found = await new CoordinateSearch(plan.Axes, (best, others) => CompareAsync(best, others, plan.Repeat, stop)).FindAsync();

        // In fresh turns, since the best of many in the same turns is the luckiest of them: beside the defaults, or those beside the best of the others.
        var other = found == defaults ? BestBeside(defaults) : defaults;
        var ratios = (await RatiosAsync(other, [found], plan.Repeat * InFreshTurns, stop))[0];
        if (!CoordinateSearch.IsKept(Spread.Of(ratios), found == defaults))
        {
            (found, other) = (other, found);
            ratios = [.. ratios.Select(ratio => 1 / ratio)];
        }

        // One of the two is the defaults.
        ImmutableArray<BenchFigure> figures =
        [
            Bars.Under(new BenchFigure(Id, string.Empty, BenchFigure.Times, found == defaults ? ratios : [.. ratios.Select(ratio => 1 / ratio)])),
            new BenchFigure(
                $"{Id}-pair",
                string.Create(CultureInfo.InvariantCulture, $"in flight/tokens {found}, which was found, beside {other}; by default {PacingRules.MostInFlight} are in flight where there is no pace"),
                BenchFigure.Times,
                ratios),
        ];

        var failed = sitting.Checks.Where(check => !check.Holds).ToImmutableArray();
        result = result with
        {
            Series = [.. _evidence.Select(each => SeriesOf(each.Key, each.Value))],
            Figures = figures,
            ChecksPassed = sitting.Checks.Length - failed.Length,
            ChecksFailed = [.. failed.Select(check => $"{check.Claim}: {check.Seen}")],
        };
        return Write(result, found, other);
    }

    private TunePoint BestBeside(TunePoint defaults) =>
        _evidence.Where(each => each.Key != defaults).MaxBy(each => Spread.Of(each.Value.Select(measured => measured.PeoplePerSecond)).Median).Key;

    private int Write(BenchResult result, TunePoint found, TunePoint other)
    {
        var spread = result.Figures[^1].Spread;
        var folder = plan.Out ?? checkout.Results;
        ResultFiles.Write(Path.Combine(folder, $"tune-{plan.Dialect}.json"), result);
        var configuration = Path.Combine(folder, "tuned", plan.Dialect, "actorsync.json");
        Directory.CreateDirectory(Path.GetDirectoryName(configuration)!);
        File.WriteAllText(configuration, TunedConfiguration.Of(
            File.ReadAllText(checkout.Configuration),
            plan.Dialect,
            plan.Axes.Select(axis => axis.Name).Zip(found.Values),
            $"Found by \"{result.Command}\" on {result.Machine.Cores} cores, {result.Machine.Processor}: {spread} times the people/s of {other} (in flight/tokens).",
            $"Searched with {string.Join(", ", Contestants.Common)}, {string.Join(", ", [.. SettingsOf(found).More, Contestants.ProtocolSetting(plan.IsHttp2)])}; here these stay as the configuration had them."));

        var report = new Report(writer);
        report.Heading("medians [least..most]");
        writer.WriteLine(SeriesTable.Plain(result.Series));
        report.Heading("found");
        report.Table(
        [
            .. plan.Axes.Zip(found.Values, (axis, value) => new Figure(axis.Name, value?.ToString(CultureInfo.InvariantCulture) ?? "default")),
            new Figure($"people/s beside {other} (in flight/tokens), in fresh turns", $"{spread} times"),
            new Figure("configuration", configuration),
        ]);
        report.Checks(
        [
            new Check("every run was exact", result.ChecksFailed.IsEmpty, $"{result.ChecksPassed} checks held, {result.ChecksFailed.Length} did not"),
        ]);
        report.Close();
        return report.Failed == 0 ? 0 : 1;
    }

    private async Task<ImmutableArray<Spread>> CompareAsync(TunePoint best, ImmutableArray<TunePoint> others, int repeat, CancellationToken stop) =>
        [.. (await RatiosAsync(best, others, repeat, stop)).Select(ratios => Spread.Of(ratios))];

    private async Task<ImmutableArray<ImmutableArray<double>>> RatiosAsync(TunePoint first, ImmutableArray<TunePoint> others, int repeat, CancellationToken stop)
    {
        ImmutableArray<TunePoint> points = [first, .. others];
        var rates = points.Select(_ => new double[repeat]).ToArray();
        for (var turn = 0; turn < repeat; turn++)
        {
            foreach (var index in Enumerable.Range(0, points.Length).Select(index => (index + turn) % points.Length))
            {
                rates[index][turn] = await RateAsync(points[index], stop);
            }
        }

        return [.. rates.Skip(1).Select(of => of.Zip(rates[0], (rate, beside) => rate / beside).ToImmutableArray())];
    }

    private async Task<double> RateAsync(TunePoint point, CancellationToken stop)
    {
        await using var sandbox = await sitting.Targets.StartAsync(plan.Dialect, file, stop);
        var state = sitting.NewPath("state");
        var measured = await sitting.ProgramAsync("run", sandbox, plan.Dialect, file, state, await sitting.JournalAsync("sqlite", stop), SettingsOf(point), stop);
        Directory.Delete(state, recursive: true);
        if (!_evidence.TryGetValue(point, out var measurements))
        {
            _evidence[point] = measurements = [];
        }

        measurements.Add(measured);
        sitting.Tell(string.Create(CultureInfo.InvariantCulture, $"  {Scenario} {plan.Dialect} in flight/tokens {point}: {measured.PeoplePerSecond:N0} people/s"));
        return measured.PeoplePerSecond;
    }

    private ProgramSettings SettingsOf(TunePoint point) => new()
    {
        InFlight = point.Values[0],
        Tokens = point.Values[1],
        More = plan.Dialect == "guide" ? ["Target:ObserveBy=user"] : [],
    };

    private Series SeriesOf(TunePoint point, List<Measurement> measurements) => new(
        Scenario,
        BenchEntry.Program,
        SettingsOf(point).Shown
            .Add("dialect", plan.Dialect).Add("people", plan.People.ToString(CultureInfo.InvariantCulture)).Add("protocol", plan.IsHttp2 ? "h2c" : "h1"),
        [.. measurements]);
}
