namespace ActorSync.Core.Roster;

/// <summary>Which of the three sheets a source file is.</summary>
public enum SheetKind
{
    /// <summary>A row is a person (CSV person sheet, JSON, NDJSON).</summary>
    Person,

    /// <summary>A row is one skill of a person.</summary>
    Skill,

    /// <summary>A row is one certification of a person.</summary>
    Certification,
}
