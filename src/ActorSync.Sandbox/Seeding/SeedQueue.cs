using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ActorSync.Sandbox.Seeding;

/// <summary>A queue: in the guide dialect it requires skills and certifications, in genesys its bullseye rings drop the skills.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue of the contact centre, the domain's own word, and no collection.")]
public sealed record SeedQueue(string Name)
{
    public ImmutableArray<SeedHeldSkill> RequiredSkills { get; init; } = [];

    public ImmutableArray<string> RequiredCertifications { get; init; } = [];
}
