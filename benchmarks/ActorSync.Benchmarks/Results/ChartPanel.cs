using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Results;

/// <summary>One panel of a chart.</summary>
/// <param name="Title">The figure and its unit.</param>
/// <param name="Groups">Groups of bars, such as one for each size; a bar is null where nothing was measured.</param>
internal sealed record ChartPanel(string Title, ImmutableArray<(string Label, ImmutableArray<Spread?> Bars)> Groups);
