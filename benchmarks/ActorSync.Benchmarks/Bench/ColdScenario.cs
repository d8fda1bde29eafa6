using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Results;
using ActorSync.Benchmarks.Scripts;
using ActorSync.Benchmarks.Target;
using ActorSync.Core.Pacing;

namespace ActorSync.Benchmarks.Bench;

/// <summary>Nobody is known: the program, the bare loop and the script in turns, each against a new target.</summary>
/// <remarks>On <c>guide</c> the program reads each user singly, so that it sends the requests that the script sends.</remarks>
internal sealed class ColdScenario(BenchSitting sitting)
{
    /// <summary>The size at which the bars hold.</summary>
    public const int SizeOfBars = 100_000;

    private const string Name = "cold";

    /// <summary>Measures all sizes and dialects.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var size in sitting.Plan.Sizes)
        {
            var file = await sitting.PeopleAsync(size, stop);
            foreach (var dialect in sitting.Plan.Dialects)
            {
                await RunAsync(dialect, file, stop);
            }

            File.Delete(file.Path);
        }
    }

    private async Task RunAsync(string dialect, PeopleFile file, CancellationToken stop)
    {
        var plan = sitting.Plan;
        var isCompared = file.People.Length <= plan.CompareUpTo;
        var entries = Programs(dialect, file);
        TargetState? before = null;
        string? requests = null;
        if (isCompared)
        {
            await using var sandbox = await sitting.Targets.StartAsync(dialect, file, stop);
            before = TargetState.Read(await sandbox.StateAsync(stop));
            requests = sitting.NewPath("requests.ndjson");
            await RecordedRequests.WriteAsync(requests, await sitting.Contestants.RecordAsync(sandbox, dialect, file, OfDialect(ProgramSettings.Defaults, dialect), stop), stop);
            entries = [.. entries, .. BareLoops(file, requests), Script(dialect, file)];
        }

        for (var turn = 0; turn < plan.Repeat; turn++)
        {
            foreach (var entry in Rotated(entries, turn))
            {
                await using var sandbox = await sitting.Targets.StartAsync(dialect, file, stop);
                before ??= TargetState.Read(await sandbox.StateAsync(stop));
                var measured = await entry.RunAsync(sandbox, stop);
                entry.Measurements.Add(measured);
                if (turn == 0)
                {
                    sitting.CheckState(entry.Contestant, dialect, file, before, TargetState.Read(await sandbox.StateAsync(stop)), measured.Writes);
                }

                sitting.Tell(string.Create(CultureInfo.InvariantCulture, $"  {Name} {dialect} {file.People.Length:N0} turn {turn + 1}: {entry.Contestant} {measured.PeoplePerSecond:N0} people/s, {measured.RequestsPerSecond:N0} requests/s, process {measured.ProcessSeconds:0.00} s"));
            }
        }

        foreach (var entry in entries)
        {
            var settings = entry.Settings.SetItem("dialect", dialect).SetItem("people", file.People.Length.ToString(CultureInfo.InvariantCulture));
            sitting.Add(new Series(Name, entry.Contestant, settings, [.. entry.Measurements]));
        }

        if (isCompared)
        {
            AddRatios(dialect, file.People.Length, entries);
            File.Delete(requests!);
        }
    }

    private void AddRatios(string dialect, int people, ImmutableArray<BenchEntry> entries)
    {
        // Under the same conditions but the plan's other settings: the program's defaults, or the first of what was asked for.
        var (program, bare, script) = (First(entries, BenchEntry.Program), First(entries, BenchEntry.BareLoop), First(entries, BenchEntry.Script));
        var size = BenchFigure.SuffixFor(people, SizeOfBars);
        void Add(string id, string claim, BenchEntry beside, Func<Measurement, double> figure) => sitting.Add(
            BenchFigure.Ratio($"{Name}-{dialect}-{id}{size}", $"{Name}, {dialect}, {people} people: {claim}", program.Measurements.Select(figure), beside.Measurements.Select(figure)));

        Add("script", "people/s beside the script", script, each => each.PeoplePerSecond);
        Add("script-process", "people/s of the process beside the script's", script, each => each.PeoplePerProcessSecond);
        Add("bare", "requests/s beside the bare loop", bare, each => each.RequestsPerSecond);
        if (program.Measurements.Concat(bare.Measurements).All(each => each.RequestsPerTargetSecond is not null))
        {
            // The sandbox remembers a million requests; of more, nobody can say how long they took.
            Add("bare-target", "requests/s while the target had any, beside the bare loop", bare, each => each.RequestsPerTargetSecond!.Value);
        }
    }

    private static BenchEntry First(ImmutableArray<BenchEntry> entries, string contestant) => entries.First(each => each.Contestant == contestant);

    private ImmutableArray<BenchEntry> Programs(string dialect, PeopleFile file) =>
    [
        .. from journal in sitting.Plan.Journals
           from inFlight in sitting.Plan.InFlight
           from tokens in sitting.Plan.Tokens
           let settings = OfDialect(new ProgramSettings { Journal = journal, InFlight = inFlight, Tokens = tokens }, dialect)
           select new BenchEntry(BenchEntry.Program, WithProtocol(settings.Shown), async (sandbox, stop) =>
           {
               var state = sitting.NewPath("state");
               try
               {
                   return await sitting.ProgramAsync("run", sandbox, dialect, file, state, await sitting.JournalAsync(settings.Journal, stop), settings, stop);
               }
               finally
               {
                   if (Directory.Exists(state))
                   {
                       Directory.Delete(state, recursive: true);
                   }
               }
           }),
    ];

    private IEnumerable<BenchEntry> BareLoops(PeopleFile file, string requests) => sitting.Plan.InFlight
        .Select(inFlight => inFlight ?? PacingRules.MostInFlight).Distinct()
        .Select(inFlight => new BenchEntry(
            BenchEntry.BareLoop,
            WithProtocol(ImmutableSortedDictionary<string, string>.Empty.Add("in flight", inFlight.ToString(CultureInfo.InvariantCulture))),
            (sandbox, stop) => sitting.Contestants.BareLoopAsync(sandbox, file, requests, inFlight, stop)));

    private BenchEntry Script(string dialect, PeopleFile file) => new(
        BenchEntry.Script,
        ImmutableSortedDictionary<string, string>.Empty.Add("protocol", "h1").Add("in flight", "64"),
        (sandbox, stop) => sitting.Contestants.ScriptAsync(sandbox, dialect, file, stop));

    private ImmutableSortedDictionary<string, string> WithProtocol(ImmutableSortedDictionary<string, string> settings) => settings.Add("protocol", sitting.Plan.Protocol);

    private static ProgramSettings OfDialect(ProgramSettings settings, string dialect) =>
        dialect == "guide" ? settings with { More = ["Target:ObserveBy=user"] } : settings;

    // Whoever came first last time comes last: what the machine does meanwhile strikes everybody alike.
    private static IEnumerable<BenchEntry> Rotated(ImmutableArray<BenchEntry> entries, int turn) => entries.Skip(turn % entries.Length).Concat(entries.Take(turn % entries.Length));
}
