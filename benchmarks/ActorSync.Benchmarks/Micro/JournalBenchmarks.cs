using System.Collections.Immutable;
using ActorSync.Benchmarks.Durability;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using BenchmarkDotNet.Attributes;

namespace ActorSync.Benchmarks.Micro;

/// <summary>A full event of a partition's journal: sealed as it is stored, and opened as it is recovered. Figures are per entry.</summary>
public class JournalBenchmarks
{
    private const int Entries = JournalBatch.Limit;

    private readonly PayloadWriter _writer = new();
    private readonly PersonDirectory _people = new(0);
    private PartitionState _before = null!;
    private ImmutableArray<JournalEntry> _entries;
    private SealedBatch _sealed = null!;

    /// <summary>Makes the entries.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _entries = [.. JournalledOutcomes.Intents(new RunId("run-1"), Entries, turn: 1)];
        _before = new PartitionState();
        foreach (var entry in _entries)
        {
            _people.Enter(entry);
        }

        _sealed = Seal();
    }

    /// <summary>Seals them.</summary>
    [Benchmark(OperationsPerInvoke = Entries)]
    public SealedBatch Seal() => SealedFormat.Seal(_writer, _entries, _people, _before, default(ChainHead), 1, MicroInput.Now);

    /// <summary>Opens them.</summary>
    [Benchmark(OperationsPerInvoke = Entries)]
    public int Open()
    {
        var state = new PartitionState();
        var opened = 0;
        foreach (var entry in SealedFormat.Open(_sealed, _people, state))
        {
            state.Evolve(entry);
            opened++;
        }

        return opened;
    }
}
