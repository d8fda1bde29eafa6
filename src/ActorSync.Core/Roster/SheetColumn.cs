namespace ActorSync.Core.Roster;

/// <summary>The columns that the three sheets understand.</summary>
public enum SheetColumn
{
    EmployeeId,
    Email,
    Status,
    Skills,
    Certifications,
    Skill,
    Level,
    EffectiveDate,
    EndDate,
    Certification,
    IssuedOn,
    ExpiresOn,
    Renewal,
}
