namespace ActorSync.Sandbox.Seeding;

/// <summary>A declared certification, on genesys perhaps with the skill that routing reads in its place.</summary>
public sealed record SeedTaxonomyCertification(string Name, int ValidityInDays)
{
    public string? Description { get; init; }

    public string? GatingSkill { get; init; }

    public bool Managed { get; init; } = true;

    /// <summary>The level at which the gating skill is given.</summary>
    public decimal GatingLevel { get; init; } = 1;
}
