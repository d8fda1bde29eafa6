using System.Collections.Immutable;

namespace ActorSync.Simulation.Target;

/// <summary>The skills and certifications that the simulated target knows, by id; on <c>genesys</c> a certification's id is its name.</summary>
/// <param name="Skills">Names of skills by id.</param>
/// <param name="Certifications">Names of certifications by id.</param>
/// <param name="Managed">Ids of both kinds that ActorSync may assign and remove.</param>
public sealed record TargetNames(
    ImmutableSortedDictionary<string, string> Skills,
    ImmutableSortedDictionary<string, string> Certifications,
    ImmutableHashSet<string> Managed);
