using System.Collections.Immutable;

namespace ActorSync.Sandbox.Seeding;

/// <summary>All that a target holds when it is served for the first time; ids follow from the names, versions start at 1.</summary>
public sealed record SandboxSeed
{
    public static readonly SandboxSeed Empty = new();

    public ImmutableArray<SeedSkill> Skills { get; init; } = [];

    public ImmutableArray<SeedCertification> Certifications { get; init; } = [];

    public ImmutableArray<SeedUser> Users { get; init; } = [];

    public ImmutableArray<SeedQueue> Queues { get; init; } = [];

    public ImmutableArray<SeedSkillGroup> SkillGroups { get; init; } = [];

    public ImmutableArray<SeedFlow> Flows { get; init; } = [];
}
