namespace ActorSync.Sandbox.Seeding;

/// <summary>A declared skill.</summary>
public sealed record SeedTaxonomySkill(string Name)
{
    public string? Description { get; init; }

    public string? Parent { get; init; }

    public bool Managed { get; init; } = true;
}
