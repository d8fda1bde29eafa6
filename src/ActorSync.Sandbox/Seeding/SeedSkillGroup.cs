using System.Collections.Immutable;

namespace ActorSync.Sandbox.Seeding;

/// <summary>A skill group of the genesys dialect that refers to skills by name.</summary>
public sealed record SeedSkillGroup(string Name, ImmutableArray<string> Skills);
