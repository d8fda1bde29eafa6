using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Engine.Users.Observation;

/// <summary>How many users hold what, as far as the ledger knows; an id that is missing is not known.</summary>
/// <param name="Skills">Holders by skill.</param>
/// <param name="Certifications">Holders by certification.</param>
public sealed record HolderCounts(ImmutableDictionary<SkillId, int> Skills, ImmutableDictionary<CertificationId, int> Certifications)
{
    /// <summary>Nothing is known.</summary>
    public static readonly HolderCounts Unknown = new(ImmutableDictionary<SkillId, int>.Empty, ImmutableDictionary<CertificationId, int>.Empty);
}
