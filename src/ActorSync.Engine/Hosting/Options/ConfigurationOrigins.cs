using System.Collections.Immutable;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Where the effective configuration came from.</summary>
/// <param name="File">The full path of the configuration file, or null when there was none.</param>
/// <param name="BaseDirectory">The full path at which relative paths start.</param>
/// <param name="Places">Where each given key was given, by its known spelling; a key that is missing has its default.</param>
public sealed record ConfigurationOrigins(
    string? File, string BaseDirectory, ImmutableSortedDictionary<string, ConfigurationPlace> Places)
{
    /// <summary>Whether a key (<c>Target:RequestsPerMinute</c>) was given a value anywhere.</summary>
    public bool IsGiven(string key) => Places.ContainsKey(key);
}
