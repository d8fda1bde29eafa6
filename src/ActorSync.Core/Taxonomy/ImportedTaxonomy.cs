using System.Collections.Immutable;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Taxonomy;

/// <summary>The target's taxonomy as a section of the configuration.</summary>
/// <param name="Json">One object with the property <c>Taxonomy</c>, indented; equal inputs give equal text.</param>
/// <param name="Findings">What was left out or spelled anew, and why.</param>
public sealed record ImportedTaxonomy(string Json, ImmutableArray<Finding> Findings);
