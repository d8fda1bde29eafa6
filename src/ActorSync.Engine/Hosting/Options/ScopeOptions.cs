using System.Collections.Immutable;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Who is looked at (section <c>Scope</c>).</summary>
public sealed record ScopeOptions
{
    /// <summary>Only these divisions, in the order given; empty means all.</summary>
    public ImmutableArray<string> Divisions { get; init; } = [];
}
