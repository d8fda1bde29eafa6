using BenchmarkDotNet.Attributes;

namespace ActorSync.Benchmarks.Micro;

/// <summary>The reading of a file: rows, cells, and one statement per person.</summary>
public class RosterBenchmarks
{
    private const int People = 10_000;

    private MicroInput _input = null!;

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public async Task SetUpAsync() => _input = await MicroInput.MakeAsync(People);

    /// <summary>Reads it.</summary>
    [Benchmark(OperationsPerInvoke = People)]
    public async Task<int> Parse() => (await _input.ReadAsync()).People.Count;
}
