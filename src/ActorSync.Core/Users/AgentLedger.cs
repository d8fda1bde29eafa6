using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>What ActorSync remembers of one user beyond what the target shows: who stated them, what it owns, dates and schedules.</summary>
/// <param name="Employee">The employee id that was last matched to this user, or null.</param>
/// <param name="StatedBy">The sources of which an accepted file stated this person, sorted.</param>
/// <param name="Skills">Owned skills, sorted by source and skill.</param>
/// <param name="Certifications">Owned certifications, sorted by source and certification.</param>
/// <param name="Dates">Certification dates, sorted by certification.</param>
/// <param name="Scheduled">Scheduled skills, sorted by source, skill and start.</param>
public sealed record AgentLedger(
    string? Employee,
    ImmutableArray<SourceName> StatedBy,
    ImmutableArray<OwnedSkill> Skills,
    ImmutableArray<OwnedCertification> Certifications,
    ImmutableArray<CertificationDates> Dates,
    ImmutableArray<ScheduledSkill> Scheduled)
{
    /// <summary>Nothing is remembered.</summary>
    public static readonly AgentLedger Empty = new(null, [], [], [], [], []);

    /// <inheritdoc/>
    public bool Equals(AgentLedger? other) =>
        other is not null
        && Employee == other.Employee
        && StatedBy.SequenceEqual(other.StatedBy)
        && Skills.SequenceEqual(other.Skills)
        && Certifications.SequenceEqual(other.Certifications)
        && Dates.SequenceEqual(other.Dates)
        && Scheduled.SequenceEqual(other.Scheduled);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Employee, StatedBy.Length, Skills.Length, Certifications.Length, Dates.Length, Scheduled.Length);
}
