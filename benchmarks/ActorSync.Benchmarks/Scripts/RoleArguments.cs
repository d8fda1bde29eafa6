using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>The arguments of what the harness starts as a process of its own: each an option with a value.</summary>
internal static class RoleArguments
{
    /// <summary>Reads them.</summary>
    /// <exception cref="HarnessException">One has no value.</exception>
    public static ImmutableDictionary<string, string> Read(string[] args, string help) => args.Length % 2 == 0
        ? args.Chunk(2).ToImmutableDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
        : throw new HarnessException($"Not understood. {help}");
}
