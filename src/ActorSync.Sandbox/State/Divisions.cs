using System.Collections.Concurrent;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Sandbox.State;

/// <summary>The ids of divisions, which follow from their names.</summary>
internal static class Divisions
{
    /// <summary>The division of whoever is created or restored.</summary>
    public const string Home = "Home";

    private static readonly ConcurrentDictionary<(SandboxDialect, string), string> Known = new();

    public static string IdOf(SandboxDialect dialect, string name) =>
        Known.GetOrAdd((dialect, name), each => StableId.For(each.Item1, "division", each.Item2));
}
