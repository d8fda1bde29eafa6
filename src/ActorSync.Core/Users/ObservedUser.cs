using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>A user as last seen on the target. Null holdings are unknown, never none.</summary>
/// <param name="Id">The target's id.</param>
/// <param name="EmployeeId">The employee id that the target holds, trimmed, or null.</param>
/// <param name="Email">The e-mail, or null.</param>
/// <param name="State">The user's state.</param>
/// <param name="Version">The version for optimistic concurrency, or null on a target without.</param>
/// <param name="DivisionId">The division's id, or null.</param>
/// <param name="DivisionName">The division's name, or null.</param>
/// <param name="Skills">The skills held, or null when they have not been read.</param>
/// <param name="Certifications">The certifications held, or null when they have not been read.</param>
/// <param name="ObservedAt">When the holdings were read: the instant before the oldest request that they rest on was sent.</param>
public sealed record ObservedUser(
    UserId Id,
    string? EmployeeId,
    string? Email,
    UserState State,
    int? Version,
    string? DivisionId,
    string? DivisionName,
    Holdings<SkillId, Level>? Skills,
    Holdings<CertificationId, HeldCertification>? Certifications,
    Instant ObservedAt)
{
    /// <summary>The certification names exactly as the target lists them, where they are bare names whose order or spelling the ids do not tell; else null.</summary>
    /// <remarks>A write replaces that list, so it gives back what others wrote as it stood. Names whose certification is no longer held count as gone.</remarks>
    public ProfileNames? ProfileNames { get; init; }

    /// <summary>Whether everything that a decision needs has been read.</summary>
    public bool IsKnown => Skills is not null && Certifications is not null;
}
