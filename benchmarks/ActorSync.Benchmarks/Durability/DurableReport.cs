using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using ActorSync.Benchmarks.Bench;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Results;
using ActorSync.Benchmarks.Scripts;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Users;

namespace ActorSync.Benchmarks.Durability;

/// <summary>Durable items a second, beside what the unlimited target can use, one persistent actor per person and a raw batched insert; all in turns.</summary>
/// <remarks>
/// An item is an intent or an outcome, and a write needs one of each. What the target can use is what the bare loop's writes would need on the
/// dialect of which more is used: nobody who sends requests can need more.
/// </remarks>
internal sealed class DurableReport(DurablePlan plan, Checkout checkout, TextWriter writer, TimeProvider time) : IAsyncDisposable
{
    private const int ItemsOfAWrite = 2;

    private static readonly BenchPlan OfTarget = new();

    private readonly BenchSitting _sitting = new(OfTarget, checkout, writer, time);
    private readonly List<double> _usable = [];
    private PostgresProcess? _server;

    /// <summary>Returns 0 when it measured, 2 for arguments that say nothing.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter writer, Checkout checkout, TimeProvider time, CancellationToken stop)
    {
        if (DurablePlan.Parse(args, out var problem) is not { } plan)
        {
            await Console.Error.WriteLineAsync($"{problem}\n{DurablePlan.Help}");
            return 2;
        }

        await using var report = new DurableReport(plan, checkout, writer, time);
        return await report.RunAsync(string.Join(' ', args.Prepend("durable")), stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _sitting.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task<int> RunAsync(string command, CancellationToken stop)
    {
        var (machine, at) = (MachineFacts.Read(checkout), time.GetUtcNow());
        var rates = plan.Journals.ToDictionary(kind => kind, _ => new DurableRates(), StringComparer.Ordinal);
        var file = await _sitting.PeopleAsync(plan.TargetPeople, stop);
        var requests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var dialect in OfTarget.Dialects)
        {
            await using var sandbox = await _sitting.Targets.StartAsync(dialect, file, stop);
            requests[dialect] = _sitting.NewPath("requests.ndjson");
            await RecordedRequests.WriteAsync(requests[dialect], await _sitting.Contestants.RecordAsync(sandbox, dialect, file, ProgramSettings.Defaults, stop), stop);
        }

        for (var turn = 0; turn <= plan.Repeat; turn++) // The first is to warm up, and counts for nothing.
        {
            var usable = await UsableAsync(file, requests, stop);
            foreach (var kind in plan.Journals)
            {
                var measured = await MeasureAsync(await StoreAsync(kind, stop), turn, stop);
                if (turn > 0)
                {
                    rates[kind].Add(measured);
                }

                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  turn {turn}, {kind}: {measured.Items:N0} items/s ({measured.Outcomes:N0} outcomes/s alone); the target can use {usable:N0}; person actors {measured.PersonActorItems:N0}; raw insert {measured.RawRows:N0} rows/s"));
            }

            if (turn > 0)
            {
                _usable.Add(usable);
            }
        }

        var figures = rates.SelectMany(each => FiguresOf(each.Key, each.Value)).Prepend(new BenchFigure("usable", "items/s that the unlimited target can use", "items/s", [.. _usable]));
        var result = new BenchResult { At = at, Command = command, Machine = machine, Figures = [.. figures.Select(Bars.Under)] };
        ResultFiles.Write(Path.Combine(plan.Out ?? checkout.Results, "durable.json"), result);
        var report = new Report(writer);
        report.Heading("medians [least..most]");
        report.Table(result.Figures.Select(figure => new Figure(figure.Id, $"{figure.Spread} {figure.Unit}")));
        return 0;
    }

    private IEnumerable<BenchFigure> FiguresOf(string kind, DurableRates rates) =>
    [
        new($"items-{kind}", $"durable items/s, {kind}", "items/s", [.. rates.Items]),
        new($"person-actor-items-{kind}", $"durable items/s of one persistent actor per person, {kind}", "items/s", [.. rates.PersonActorItems]),
        new($"raw-{kind}", $"rows/s of a raw batched insert, {kind}", "rows/s", [.. rates.RawRows]),
        BenchFigure.Ratio($"durable-{kind}", string.Empty, rates.Items, _usable),
        BenchFigure.Ratio($"durable-{kind}-person-actors", string.Empty, rates.Items, rates.PersonActorItems),
        BenchFigure.Ratio($"durable-{kind}-raw", string.Empty, rates.Outcomes, rates.RawRows),
    ];

    private async Task<double> UsableAsync(PeopleFile file, Dictionary<string, string> requests, CancellationToken stop)
    {
        var most = 0d;
        foreach (var (dialect, recorded) in requests)
        {
            await using var sandbox = await _sitting.Targets.StartAsync(dialect, file, stop);
            var loop = await _sitting.Contestants.BareLoopAsync(sandbox, file, recorded, PacingRules.MostInFlight, stop);
            most = Math.Max(most, ItemsOfAWrite * loop.Writes / (loop.TargetSeconds
                ?? throw new HarnessException($"The sandbox got more requests than it remembers, so nobody can say what the target uses on {dialect}: take fewer --target-people.")));
        }

        return most;
    }

    private async Task<JournalStore> StoreAsync(string kind, CancellationToken stop)
    {
        if (kind == "sqlite")
        {
            return new JournalStore.Sqlite(_sitting.NewPath("journal.db"));
        }

        _server ??= await PostgresProcess.StartAsync(stop);
        return new JournalStore.Postgres((await _server.NewJournalAsync(stop)).ConnectionString!, "actorsync_bench");
    }

    private async Task<DurableRate> MeasureAsync(JournalStore store, int turn, CancellationToken stop)
    {
        var run = new RunId(string.Create(CultureInfo.InvariantCulture, $"run-{turn}"));
        var intents = JournalledOutcomes.Intents(run, plan.Outcomes, turn);
        var settled = intents.Select(JournalledOutcomes.OutcomeOf).ToArray();
        var (items, outcomes) = await PartitionsAsync(store, run, intents, settled, stop);
        return new DurableRate(items, outcomes, await PersonActors.MeasureAsync(store, intents[..plan.PersonActors], settled, time, stop), Raw(store, settled));
    }

    private async Task<(double Items, double Outcomes)> PartitionsAsync(
        JournalStore store, RunId run, JournalEntry.Intended[] intents, JournalEntry.Settled[] settled, CancellationToken stop)
    {
        await using var partitions = await PartitionsAtWork.StartAsync(store, time, stop);
        await partitions.BeginAsync(run, stop);
        Garbage.Collect();
        var intended = await partitions.RecordAsync([.. intents.Select(intent => new PartitionMessage.Record(intent.User, [intent], null, []))], plan.Window, time, stop);
        Garbage.Collect();
        var journalled = await partitions.RecordAsync([.. settled.Select(outcome => new PartitionMessage.Record(outcome.User, [outcome], null, []))], plan.Window, time, stop);
        return (2 * plan.Outcomes / (intended + journalled).TotalSeconds, plan.Outcomes / journalled.TotalSeconds);
    }

    private double Raw(JournalStore store, JournalEntry.Settled[] settled)
    {
        using DbConnection connection = RawConnection.Open(store);
        var isSqlite = store is JournalStore.Sqlite;
        var raw = new RawInsert(connection, "raw_outcomes", isSqlite ? "BLOB" : "BYTEA");
        raw.Prepare();
        Garbage.Collect();
        var took = isSqlite ? raw.InsertOneByOne(settled, time) : raw.InsertTogether(settled, time); // Whichever is faster there.
        return settled.Length / took.TotalSeconds;
    }
}
