using System.Collections.Immutable;

namespace ActorSync.Sandbox.Seeding;

/// <summary>A user that the target starts with.</summary>
public sealed record SeedUser(string EmployeeId, string Email, string Name)
{
    /// <summary><c>active</c>, <c>inactive</c> or <c>deleted</c>.</summary>
    public string State { get; init; } = "active";

    public string Division { get; init; } = "Home";

    /// <summary>The employee id of the manager, who is a user too.</summary>
    public string? Manager { get; init; }

    public ImmutableArray<SeedHeldSkill> Skills { get; init; } = [];

    public ImmutableArray<SeedHeldCertification> Certifications { get; init; } = [];
}
