using System.Globalization;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Results;

namespace ActorSync.Benchmarks.Bench;

/// <summary>Nothing has changed since the last run, and the program looks all the same: how many requests it needs.</summary>
internal sealed class UnchangedScenario(BenchSitting sitting)
{
    private const string Name = "unchanged";
    private const string Dialect = "genesys";
    private const int SizeOfBars = 100_000;

    /// <summary>Measures it.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var file = await sitting.PeopleAsync(sitting.Plan.PeopleUnchanged, stop);
        await using var sandbox = await sitting.Targets.StartAsync(Dialect, file, stop);
        var state = sitting.NewPath("state");
        var journal = await sitting.JournalAsync(ProgramSettings.Defaults.Journal, stop);
        await sitting.ProgramAsync("run", sandbox, Dialect, file, state, journal, ProgramSettings.Defaults, stop);
        var settled = await sandbox.StateAsync(stop);

        var measured = new List<Measurement>();
        for (var turn = 0; turn < sitting.Plan.Repeat; turn++)
        {
            measured.Add(await sitting.ProgramAsync("run", sandbox, Dialect, file, state, journal, ProgramSettings.Defaults, stop));
            sitting.Add(Check.Equal($"{Name}: writes", 0, measured[^1].Writes));
            sitting.Tell(string.Create(CultureInfo.InvariantCulture, $"  {Name} {Dialect} turn {turn + 1}: {measured[^1].Requests:N0} requests, {measured[^1].RunSeconds:0.00} s (process {measured[^1].ProcessSeconds:0.00} s)"));
        }

        var after = await sandbox.StateAsync(stop);
        var isAsItWas = after.AsSpan().SequenceEqual(settled);
        sitting.Add(new Check($"{Name}: the target's state", isAsItWas, isAsItWas ? "the same bytes" : "other bytes"));
        var people = file.People.Length;
        var settings = ProgramSettings.Defaults.Shown
            .Add("dialect", Dialect).Add("people", people.ToString(CultureInfo.InvariantCulture)).Add("protocol", sitting.Plan.Protocol);
        sitting.Add(new Series(Name, BenchEntry.Program, settings, [.. measured]));
        var size = BenchFigure.SuffixFor(people, SizeOfBars);
        sitting.Add(new BenchFigure($"{Name}-requests{size}", $"requests for {people} people with nothing changed, {Dialect}", "requests", [.. measured.Select(each => (double)each.Requests)]));
    }
}
