using System.Collections.Immutable;

namespace ActorSync.Sandbox.Seeding;

/// <summary>A flow of the genesys dialect that consumes skills by name.</summary>
public sealed record SeedFlow(string Name, ImmutableArray<string> Skills);
