using System.Collections.Immutable;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Taxonomy;

/// <summary>What must be created on the target so that it has everything declared.</summary>
/// <param name="Steps">What to create: skills with parents first, then certifications, each by name.</param>
/// <param name="Obstacles">Declared names that the target lacks and that cannot simply be created, with the reason.</param>
public sealed record TaxonomyPlan(ImmutableArray<TaxonomyStep> Steps, ImmutableArray<Finding> Obstacles);
