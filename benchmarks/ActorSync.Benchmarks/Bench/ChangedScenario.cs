using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Results;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Bench;

/// <summary>Each twentieth of the people is changed and the rest known: the program trusts what it knows, the script has to ask everybody.</summary>
/// <remarks>Each has a target of its own that it has brought into line before; each turn changes others in both.</remarks>
internal sealed class ChangedScenario(BenchSitting sitting)
{
    private const string Name = "changed";
    private const int SizeOfBars = 50_000;

    private static readonly ProgramSettings Trusting = ProgramSettings.Defaults with { More = ["Target:Observe=cached"] };

    /// <summary>Measures all dialects.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var file = await sitting.PeopleAsync(sitting.Plan.PeopleChanged, stop);
        foreach (var dialect in sitting.Plan.Dialects)
        {
            await RunAsync(dialect, file, stop);
        }
    }

    private async Task RunAsync(string dialect, PeopleFile file, CancellationToken stop)
    {
        await using var ofProgram = await sitting.Targets.StartAsync(dialect, file, stop);
        await using var ofScript = await sitting.Targets.StartAsync(dialect, file, stop);
        var before = TargetState.Read(await ofProgram.StateAsync(stop));
        var state = sitting.NewPath("state");
        var journal = await sitting.JournalAsync(ProgramSettings.Defaults.Journal, stop);
        await sitting.ProgramAsync("run", ofProgram, dialect, file, state, journal, ProgramSettings.Defaults, stop);
        await sitting.Contestants.ScriptAsync(ofScript, dialect, file, stop);

        var (program, script) = (new List<Measurement>(), new List<Measurement>());
        var last = file;
        for (var turn = 0; turn < sitting.Plan.Repeat; turn++)
        {
            var next = await last.ChangedAsync(sitting.NewPath("changed.csv"), turn, stop);
            foreach (var isProgram in turn % 2 == 0 ? new[] { true, false } : [false, true])
            {
                (isProgram ? program : script).Add(isProgram
                    ? await sitting.ProgramAsync("run", ofProgram, dialect, next, state, journal, Trusting, stop)
                    : await sitting.Contestants.ScriptAsync(ofScript, dialect, next, stop));
            }

            var changed = last.People.Zip(next.People, ReferenceEquals).Count(isSame => !isSame);
            sitting.Add(Reports.Check.Equal($"{Name} on {dialect}: people changed = writes of the program = writes of the script", changed, program[^1].Writes, script[^1].Writes));
            sitting.Tell(string.Create(CultureInfo.InvariantCulture, $"  {Name} {dialect} turn {turn + 1}: program {program[^1].RunSeconds:0.00} s (process {program[^1].ProcessSeconds:0.00} s, {program[^1].Requests:N0} requests), script {script[^1].RunSeconds:0.00} s ({script[^1].Requests:N0} requests)"));
            last = next;
        }

        CheckState("program", ofProgram, TargetState.Read(await ofProgram.StateAsync(stop)));
        CheckState("script", ofScript, TargetState.Read(await ofScript.StateAsync(stop)));
        AddFigures(dialect, file.People.Length, program, script);

        void CheckState(string who, SandboxProcess sandbox, TargetState after)
        {
            var convergence = sitting.ConvergenceOn(dialect);
            sitting.Add(Reports.Check.Equal($"{Name}, {who} on {dialect}: people who are not as the file states", 0, convergence.Unlike(last.People, after)));
            sitting.Add(Reports.Check.Equal($"{Name}, {who} on {dialect}: users of whom anything unmanaged was touched", 0, convergence.Touched(last.People, before, after)));
        }
    }

    private void AddFigures(string dialect, int people, List<Measurement> program, List<Measurement> script)
    {
        var settings = ImmutableSortedDictionary<string, string>.Empty.Add("dialect", dialect).Add("people", people.ToString(CultureInfo.InvariantCulture));
        sitting.Add(new Series(Name, BenchEntry.Program, settings.Add("protocol", sitting.Plan.Protocol).AddRange(Trusting.Shown), [.. program]));
        sitting.Add(new Series(Name, BenchEntry.Script, settings.Add("protocol", "h1"), [.. script]));
        var size = BenchFigure.SuffixFor(people, SizeOfBars);
        sitting.Add(BenchFigure.Ratio(
            $"{Name}-{dialect}-script{size}", $"{Name}, {dialect}, {people} people: people/s beside the script", program.Select(each => each.PeoplePerSecond), script.Select(each => each.PeoplePerSecond)));
        sitting.Add(BenchFigure.Ratio(
            $"{Name}-{dialect}-script-process{size}",
            $"{Name}, {dialect}, {people} people: people/s of the process beside the script's",
            program.Select(each => each.PeoplePerProcessSecond),
            script.Select(each => each.PeoplePerProcessSecond)));
    }
}
