using System.Globalization;
using ActorSync.Benchmarks.Results;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Bench;

/// <summary>A great many people are planned and nobody is written: peak memory, and the rate beside that of a few, in turns.</summary>
internal sealed class PlanScenario(BenchSitting sitting)
{
    private const string Name = "plan";
    private const string Dialect = "genesys";
    private const int Few = 10_000;
    private const int SizeOfBars = 1_000_000;
    private const double BytesInAMegabyte = 1_000_000;

    /// <summary>Measures it.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var (few, many) = (await sitting.PeopleAsync(Few, stop), await sitting.PeopleAsync(sitting.Plan.PeoplePlanned, stop));
        await using var ofFew = await sitting.Targets.StartAsync(Dialect, few, stop);
        await using var ofMany = await sitting.Targets.StartAsync(Dialect, many, stop);
        var (rates, planned) = (new List<Measurement>(), new List<Measurement>());
        for (var turn = 0; turn < sitting.Plan.Repeat; turn++)
        {
            rates.Add(await PlanAsync(ofFew, few, stop));
            planned.Add(await PlanAsync(ofMany, many, stop));
            sitting.Tell(string.Create(CultureInfo.InvariantCulture, $"  {Name} {Dialect} turn {turn + 1}: {Few:N0} people {rates[^1].PeoplePerSecond:N0} people/s; {many.People.Length:N0} people {planned[^1].PeoplePerSecond:N0} people/s, peak {planned[^1].PeakResidentBytes / BytesInAMegabyte:N0} MB"));
        }

        Add(few, rates);
        Add(many, planned);
        var people = many.People.Length;
        var size = BenchFigure.SuffixFor(people, SizeOfBars);
        sitting.Add(new BenchFigure($"{Name}-peak{size}", $"{people} people planned: peak memory", "MB", [.. planned.Select(each => each.PeakResidentBytes / BytesInAMegabyte)]));
        sitting.Add(BenchFigure.Ratio(
            $"{Name}-rate{size}", $"{people} people planned: people/s beside the rate at {Few}", planned.Select(each => each.PeoplePerSecond), rates.Select(each => each.PeoplePerSecond)));
    }

    private async Task<Measurement> PlanAsync(SandboxProcess sandbox, PeopleFile file, CancellationToken stop)
    {
        var journal = await sitting.JournalAsync(ProgramSettings.Defaults.Journal, stop);
        return await sitting.ProgramAsync("plan", sandbox, Dialect, file, sitting.NewPath("state"), journal, ProgramSettings.Defaults, stop);
    }

    private void Add(PeopleFile file, List<Measurement> measured) => sitting.Add(new Series(
        Name,
        BenchEntry.Program,
        ProgramSettings.Defaults.Shown
            .Add("dialect", Dialect).Add("people", file.People.Length.ToString(CultureInfo.InvariantCulture)).Add("protocol", sitting.Plan.Protocol),
        [.. measured]));
}
