using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Tuning;

/// <summary>One setting that is searched.</summary>
/// <param name="Name">The configuration key.</param>
/// <param name="Values">The values tried; null leaves it to the program.</param>
internal sealed record TuneAxis(string Name, ImmutableArray<int?> Values);
