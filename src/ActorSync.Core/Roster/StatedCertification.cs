using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Roster;

/// <summary>One certification as the source states it for one person.</summary>
/// <param name="Name">A declared, managed certification.</param>
/// <param name="IssuedOn">Start of the stated issue day in the source's zone, or the stated instant; null when not stated.</param>
/// <param name="OfficialExpiry">The first instant at which the certification no longer holds, from the stated expiry, else from the issue date and the validity; null when neither was stated.</param>
/// <param name="Renewal">What is asked for its renewal.</param>
/// <param name="Row">Where it was stated.</param>
/// <param name="Origin">Item of a person's row, or a sheet row.</param>
public sealed record StatedCertification(
    CertificationName Name, Instant? IssuedOn, Instant? OfficialExpiry, Renewal Renewal, RowRef Row, ItemOrigin Origin);
