namespace ActorSync.Benchmarks.Reports;

/// <summary>One line of a table of figures.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The figure with its unit.</param>
internal sealed record Figure(string Name, string Value);
