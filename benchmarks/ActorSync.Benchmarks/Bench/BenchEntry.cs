using System.Collections.Immutable;
using ActorSync.Benchmarks.Results;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Bench;

/// <summary>One contestant of a cold run.</summary>
/// <param name="Contestant">Its name.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="RunAsync">Does its work once against a target.</param>
internal sealed record BenchEntry(string Contestant, ImmutableSortedDictionary<string, string> Settings, Func<SandboxProcess, CancellationToken, Task<Measurement>> RunAsync)
{
    /// <summary>The program.</summary>
    public const string Program = "program";

    /// <summary>The bare loop.</summary>
    public const string BareLoop = "bare loop";

    /// <summary>The script.</summary>
    public const string Script = "script";

    /// <summary>What it did, in the order of the repetitions.</summary>
    public List<Measurement> Measurements { get; } = [];
}
