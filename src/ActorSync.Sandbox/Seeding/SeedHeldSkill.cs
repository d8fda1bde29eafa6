namespace ActorSync.Sandbox.Seeding;

/// <summary>A skill that somebody holds: 1 to 5 in the guide dialect, 0.0 to 5.0 in genesys.</summary>
public sealed record SeedHeldSkill(string Name, decimal Level);
