using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Engine.Taxonomy;

/// <summary>The target's taxonomy as read once per run.</summary>
/// <param name="Taxonomy">The declared names resolved to ids.</param>
/// <param name="Skills">Everything that the target lists, by id.</param>
/// <param name="Certifications">The same, or null where certifications are bare names.</param>
public sealed record TaxonomyReading(
    TargetTaxonomy Taxonomy, ImmutableArray<ListedSkill> Skills, ImmutableArray<ListedCertification>? Certifications);
