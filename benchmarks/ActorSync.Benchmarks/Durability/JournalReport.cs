using System.Globalization;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Users;
using static ActorSync.Benchmarks.Arguments;

namespace ActorSync.Benchmarks.Durability;

/// <summary>Outcomes journalled per second by the partitions, beside a raw insert of the same outcomes into the same database, in turns.</summary>
internal static class JournalReport
{
    /// <summary>How it is called.</summary>
    public const string Help = "journal       [--outcomes N] [--runs K] [--window N] [--postgres CONNECTION-STRING]";

    // The raw insert has all of them at hand as well. With the 512 that a run has under way the journal does what such a run can ask of it, and no more.
    private const int Saturating = 16_384;

    /// <summary>Returns 0 when the journal is at least as fast, 1 when it is not, 2 for arguments that say nothing.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, TimeProvider time, CancellationToken stop)
    {
        if (Read(args, new Plan(), static (plan, name, value) => plan.With(name, value), out var problem) is not { } plan)
        {
            await Console.Error.WriteLineAsync($"{problem}\n{Help}; N outcomes are a multiple of {RawInsert.RowsPerStatement}.");
            return 2;
        }

        var (outcomes, runs, window, postgres) = (plan.Outcomes, plan.Runs, plan.Window, plan.Postgres);
        using var folder = new TemporaryFolder();
        JournalStore store = postgres is null ? new JournalStore.Sqlite(folder["journal.db"]) : new JournalStore.Postgres(postgres, "actorsync_bench");
        var report = new Report(writer);
        report.Heading($"{Figures.Count(outcomes)} outcomes, {runs} times each in turns, {Figures.Count(window)} under way, {(postgres is null ? "SQLite, synchronous=FULL" : "PostgreSQL")}");
        await using var partitions = await PartitionsAtWork.StartAsync(store, time, stop);
        await using var connection = RawConnection.Open(store);
        var raw = new RawInsert(connection, "raw_outcomes", postgres is null ? "BLOB" : "BYTEA");
        var ratios = new List<double>();
        for (var turn = 0; turn <= runs; turn++) // The first is to warm up, and counts for nothing.
        {
            stop.ThrowIfCancellationRequested();
            var run = new RunId($"run-{turn}");
            var intents = JournalledOutcomes.Intents(run, outcomes, turn);
            var settled = intents.Select(JournalledOutcomes.OutcomeOf).ToArray();
            PartitionMessage.Record[] toIntend = [.. intents.Select(intent => new PartitionMessage.Record(intent.User, [intent], null, []))];
            PartitionMessage.Record[] toSettle = [.. settled.Select(outcome => new PartitionMessage.Record(outcome.User, [outcome], null, []))];
            await partitions.BeginAsync(run, stop);
            raw.Prepare();
            Garbage.Collect();
            var inserted = postgres is null ? raw.InsertOneByOne(settled, time) : raw.InsertTogether(settled, time); // Whichever is faster there.
            var intended = await partitions.RecordAsync(toIntend, window, time, stop);
            Garbage.Collect();
            var (before, allocatedBefore) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            var journalled = await partitions.RecordAsync(toSettle, window, time, stop);
            var (cpu, allocated) = (Environment.CpuUsage.TotalTime - before, GC.GetTotalAllocatedBytes() - allocatedBefore);
            if (turn > 0)
            {
                ratios.Add(inserted / journalled);
                report.Table([new(
                    $"turn {turn}: raw, intents, outcomes a second",
                    string.Create(CultureInfo.InvariantCulture, $"{PerSecond(outcomes, inserted)}, {PerSecond(outcomes, intended)}, {PerSecond(outcomes, journalled)}; ratio {inserted / journalled:0.00}, {cpu.TotalMicroseconds / outcomes:0.0} us of CPU and {Figures.Count(allocated / outcomes)} bytes allocated an outcome"))]);
            }
        }

        ratios.Sort();
        report.Checks([new(
            "outcomes are journalled at least as fast as a raw insert stores them (median)",
            ratios[ratios.Count / 2] >= 1,
            string.Create(CultureInfo.InvariantCulture, $"{ratios[ratios.Count / 2]:0.00} times [{ratios[0]:0.00}..{ratios[^1]:0.00}]"))]);
        report.Close();
        return report.Failed == 0 ? 0 : 1;
    }

    private static string PerSecond(int count, TimeSpan took) => Figures.Count((long)(count / took.TotalSeconds));

    private sealed record Plan
    {
        public int Outcomes { get; private init; } = 200_000;

        public int Runs { get; private init; } = 5;

        public int Window { get; private init; } = Saturating;

        public string? Postgres { get; private init; }

        public Plan? With(string name, string value) => name switch
        {
            "--outcomes" when Count(value, MostOutcomes) is { } count && count % RawInsert.RowsPerStatement == 0 => this with { Outcomes = count },
            "--runs" when Count(value, MostOutcomes) is { } count => this with { Runs = count },
            "--window" when Count(value, MostOutcomes) is { } count => this with { Window = count },
            "--postgres" when value.Length > 0 => this with { Postgres = value },
            _ => null,
        };
    }
}
