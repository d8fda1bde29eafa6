using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>One person as the source states them, joined over all files of the run.</summary>
/// <param name="Id">The employee id.</param>
/// <param name="Email">The stated e-mail, trimmed, or null.</param>
/// <param name="Status">The stated employment status.</param>
/// <param name="Skills">The stated skills.</param>
/// <param name="Certifications">The stated certifications.</param>
/// <param name="HasRejectedRow">Some row of this person was rejected, so the person is never absent and loses nothing in this run.</param>
/// <param name="AcceptedRows">How many accepted rows stand for this person, over all files (at least 1); they move to out of scope with the person.</param>
/// <param name="First">The first accepted row.</param>
public sealed record RosterPerson(
    EmployeeId Id,
    string? Email,
    EmploymentStatus Status,
    StatedList<StatedSkill, SkillName> Skills,
    StatedList<StatedCertification, CertificationName> Certifications,
    bool HasRejectedRow,
    int AcceptedRows,
    RowRef First)
{
    /// <summary>The first accepted row of the person sheet, or null where it lacks the person.</summary>
    public RowRef? OwnRow { get; init; }

    /// <summary>The row that stands for the person: that of the person sheet, else the first.</summary>
    public RowRef Row => OwnRow ?? First;
}
