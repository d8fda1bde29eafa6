using System.Collections.Immutable;

namespace ActorSync.Core.Dialects;

/// <summary>The dialects that ActorSync speaks; a new one is added here.</summary>
public static class TargetDialects
{
    /// <summary>All of them, by name.</summary>
    public static ImmutableArray<ITargetDialect> All { get; } = [new GenesysDialect(), new GuideDialect()];

    /// <summary>The dialect of that name, in any case, or null.</summary>
    public static ITargetDialect? Find(string name) =>
        All.FirstOrDefault(dialect => string.Equals(dialect.Name, name, StringComparison.OrdinalIgnoreCase));
}
