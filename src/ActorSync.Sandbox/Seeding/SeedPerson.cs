using System.Collections.Immutable;

namespace ActorSync.Sandbox.Seeding;

/// <summary>What a source file says of one person, with the levels and certification dates that the target should hold.</summary>
public sealed record SeedPerson(string EmployeeId, string Email)
{
    /// <summary>The name to show; null shows one made from the e-mail.</summary>
    public string? Name { get; init; }

    public string? Division { get; init; }

    /// <summary>The employee id of the manager.</summary>
    public string? Manager { get; init; }

    public ImmutableArray<SeedHeldSkill> Skills { get; init; } = [];

    public ImmutableArray<SeedHeldCertification> Certifications { get; init; } = [];
}
