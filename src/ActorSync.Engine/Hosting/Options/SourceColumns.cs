using System.Collections.Immutable;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The columns of the three sheets, which <c>Source:Columns</c> can map to a file's own headers.</summary>
public static class SourceColumns
{
    /// <summary>Every column, by sheet: person, skill, certification.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "employee_id", "email", "status", "skills", "certifications",
        "skill", "level", "effective_date", "end_date",
        "certification", "issued_on", "expires_on", "renewal",
    ];
}
