using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What the ledger knows of the dates of one person's certification.</summary>
/// <param name="Certification">The certification.</param>
/// <param name="IssuedOn">The issue instant last stated, or null.</param>
/// <param name="OfficialExpiry">The first instant at which it no longer holds, or null when no source ever dated it.</param>
/// <param name="EndedAt">When it was ended before its date (lapse, removal), or null.</param>
/// <param name="Renewals">The renewals applied, by base, in the order applied.</param>
public sealed record CertificationDates(
    CertificationId Certification, Instant? IssuedOn, Instant? OfficialExpiry, Instant? EndedAt, ImmutableArray<AppliedRenewal> Renewals)
{
    /// <inheritdoc/>
    public bool Equals(CertificationDates? other) =>
        other is not null
        && Certification == other.Certification
        && IssuedOn == other.IssuedOn
        && OfficialExpiry == other.OfficialExpiry
        && EndedAt == other.EndedAt
        && Renewals.SequenceEqual(other.Renewals);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Certification, IssuedOn, OfficialExpiry, EndedAt, Renewals.Length);
}
