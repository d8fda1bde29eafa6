namespace ActorSync.Engine.Hosting.Options;

/// <summary>How the values of a key are read and shown.</summary>
/// <param name="Shape">What they look like.</param>
/// <param name="Read">Reads what was given.</param>
/// <param name="Show">The text of a value, or null where nothing is set.</param>
internal sealed record ValueKind<T>(ValueShape Shape, Func<ConfigurationNode, Reading<T>> Read, Func<T, string?> Show);
