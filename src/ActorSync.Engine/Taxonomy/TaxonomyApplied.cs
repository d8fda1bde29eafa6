using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Users.Observation;

namespace ActorSync.Engine.Taxonomy;

/// <summary>What creating the declared taxonomy did.</summary>
/// <param name="Created">What was created by this call, in order.</param>
/// <param name="Found">What was found to be there when it was about to be created.</param>
/// <param name="Findings">What is lacking all the same, and why.</param>
/// <param name="Failure">Why it stopped before the end, or null.</param>
public sealed record TaxonomyApplied(
    ImmutableArray<TaxonomyStep> Created, ImmutableArray<TaxonomyStep> Found, ImmutableArray<Finding> Findings, ObservationFailure? Failure);
