using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Bench;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Results;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Users;
using static ActorSync.Benchmarks.Arguments;

namespace ActorSync.Benchmarks.Durability;

/// <summary>How long partitions take to recover what was journalled, each time in a new process, as a resume does.</summary>
internal sealed class ReplayReport(Checkout checkout, TextWriter writer, TimeProvider time)
{
    /// <summary>How it is called.</summary>
    public const string Help = "replay        [--outcomes N] [--journals sqlite,postgres] [--repeat N] [--out DIR]";

    /// <summary>How the process is called that recovers once.</summary>
    public const string OnceHelp = "replay-once   --sqlite FILE | --postgres CONNECTION-STRING   (started by replay)";

    private const int Window = 16_384;
    private const int PeopleAtATime = 200_000;
    private const int SizeOfBars = 1_000_000;
    private const string Schema = "actorsync_bench";

    // As the program has it.
    private static readonly ImmutableSortedDictionary<string, string> Collector = ImmutableSortedDictionary<string, string>.Empty.Add("DOTNET_gcServer", "1");

    /// <summary>Returns 0 when it measured, 2 for arguments that say nothing.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, Checkout checkout, TimeProvider time, CancellationToken stop)
    {
        if (Read(args, new Plan(), static (plan, name, value) => plan.With(name, value), out var problem) is not { } plan)
        {
            await Console.Error.WriteLineAsync($"{problem}\n{Help}");
            return 2;
        }

        return await new ReplayReport(checkout, writer, time).MeasureAsync(plan.Outcomes, [.. plan.Journals], plan.Repeat, plan.Out ?? checkout.Results, string.Join(' ', args.Prepend("replay")), stop);
    }

    /// <summary>Recovers and prints how long it took: the partitions from their making until all are ready, without the start of the runtime and of the actor system. Then once more, when all is compiled.</summary>
    public static async Task<int> OnceAsync(string[] args, TextWriter writer, TimeProvider time, CancellationToken stop)
    {
        JournalStore store = args switch
        {
            ["--sqlite", var file] => new JournalStore.Sqlite(file),
            ["--postgres", var connectionString] => new JournalStore.Postgres(connectionString, Schema),
            _ => throw new HarnessException($"Not understood. {OnceHelp}"),
        };
        var (first, again) = (await RecoverAsync(store, time, stop), await RecoverAsync(store, time, stop));
        new ReplayTimes(first, again).Write(writer);
        return 0;
    }

    private static async Task<double> RecoverAsync(JournalStore store, TimeProvider time, CancellationToken stop)
    {
        await using var partitions = await PartitionsAtWork.StartAsync(store, time, stop);
        return partitions.Recovery.TotalSeconds;
    }

    private async Task<int> MeasureAsync(int outcomes, string[] journals, int repeat, string folder, string command, CancellationToken stop)
    {
        var (machine, at) = (MachineFacts.Read(checkout), time.GetUtcNow());
        using var scratch = new TemporaryFolder();
        PostgresProcess? server = null;
        try
        {
            var stores = new List<(string Kind, string[] Arguments, List<ReplayTimes> Times)>();
            foreach (var kind in journals)
            {
                server = kind == "postgres" ? await PostgresProcess.StartAsync(stop) : server;
                JournalStore store = kind == "sqlite"
                    ? new JournalStore.Sqlite(scratch["journal.db"])
                    : new JournalStore.Postgres((await server!.NewJournalAsync(stop)).ConnectionString!, Schema);
                await FillAsync(store, outcomes, stop);
                stores.Add((kind, store is JournalStore.Postgres postgres ? ["--postgres", postgres.ConnectionString] : ["--sqlite", scratch["journal.db"]], []));
            }

            for (var turn = 0; turn < repeat; turn++)
            {
                foreach (var (kind, arguments, times) in stores)
                {
                    var measured = await new MeasuredProcess(checkout, time).RunAsync(Checkout.Harness, ["replay-once", .. arguments], Collector, stop);
                    times.Add(ReplayTimes.Read(measured.Result.Output));
                    writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  replay of {outcomes:N0} outcomes, {kind}, turn {turn + 1}: {times[^1].Seconds:0.00} s, once more {times[^1].AgainSeconds:0.00} s"));
                }
            }

            var size = BenchFigure.SuffixFor(outcomes, SizeOfBars);
            var figures = stores.SelectMany(each => new BenchFigure[]
            {
                new($"replay-{each.Kind}{size}", $"replay in a new process of {outcomes} journalled outcomes, {each.Kind}", "s", [.. each.Times.Select(times => times.Seconds)]),
                new($"replay-{each.Kind}-again{size}", "the same once more in the same process", "s", [.. each.Times.Select(times => times.AgainSeconds)]),
            });
            var result = new BenchResult { At = at, Command = command, Machine = machine, Figures = [.. figures.Select(Bars.Under)] };
            ResultFiles.Write(Path.Combine(folder, "replay.json"), result);
            var report = new Report(writer);
            report.Heading("medians [least..most]");
            report.Table(result.Figures.Select(figure => new Figure(figure.Id, $"{figure.Spread} {figure.Unit}")));
            return 0;
        }
        finally
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }
    }

    // Each person has an intent and its outcome, as a run leaves them.
    private async Task FillAsync(JournalStore store, int outcomes, CancellationToken stop)
    {
        await using var partitions = await PartitionsAtWork.StartAsync(store, time, stop);
        var run = new RunId("run-1");
        await partitions.BeginAsync(run, stop);
        var intents = JournalledOutcomes.Intents(run, outcomes, 1);
        foreach (var part in intents.Chunk(PeopleAtATime))
        {
            await partitions.RecordAsync([.. part.Select(intent => new PartitionMessage.Record(intent.User, [intent], null, []))], Window, time, stop);
            await partitions.RecordAsync([.. part.Select((intent, number) => new PartitionMessage.Record(intent.User, [JournalledOutcomes.OutcomeOf(intent, number)], null, []))], Window, time, stop);
        }
    }

    private sealed record Plan
    {
        public int Outcomes { get; private init; } = SizeOfBars;

        public ImmutableArray<string> Journals { get; private init; } = ["sqlite", "postgres"];

        public int Repeat { get; private init; } = 5;

        public string? Out { get; private init; }

        public Plan? With(string name, string value) => name switch
        {
            "--outcomes" when Count(value, MostOutcomes) is { } count => this with { Outcomes = count },
            "--repeat" when Count(value, MostRepetitions) is { } count => this with { Repeat = count },
            "--journals" when Words(value, ["sqlite", "postgres"]) is { } journals => this with { Journals = journals },
            "--out" when value.Length > 0 => this with { Out = value },
            _ => null,
        };
    }
}
