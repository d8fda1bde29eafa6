namespace ActorSync.Sandbox.Seeding;

/// <summary>A certification that the target starts with; genesys has no catalogue of them and ignores it.</summary>
public sealed record SeedCertification(string Name, int ValidityInDays)
{
    public string? Description { get; init; }
}
