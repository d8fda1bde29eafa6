namespace ActorSync.Sandbox.Seeding;

/// <summary>A skill that the target starts with; description and parent exist in the guide dialect alone.</summary>
public sealed record SeedSkill(string Name)
{
    public string? Description { get; init; }

    /// <summary>The name of the parent skill, which stands before this one in the seed.</summary>
    public string? Parent { get; init; }

    /// <summary><c>active</c>, <c>inactive</c> or <c>deleted</c>.</summary>
    public string State { get; init; } = "active";
}
