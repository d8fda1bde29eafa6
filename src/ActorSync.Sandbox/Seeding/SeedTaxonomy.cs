using System.Collections.Immutable;

namespace ActorSync.Sandbox.Seeding;

/// <summary>The skills and certifications that the client declares, all of which the aged target has.</summary>
public sealed record SeedTaxonomy(ImmutableArray<SeedTaxonomySkill> Skills, ImmutableArray<SeedTaxonomyCertification> Certifications);
