namespace ActorSync.Core.Roster;

/// <summary>What a suggestion proposes.</summary>
public enum SuggestionKind
{
    /// <summary>To map a header to a column by <c>Source:Columns</c>.</summary>
    MapColumn,

    /// <summary>To write a declared skill's name in the source.</summary>
    CorrectSkill,

    /// <summary>To declare a skill.</summary>
    DeclareSkill,

    /// <summary>To write a declared certification's name in the source.</summary>
    CorrectCertification,

    /// <summary>To declare a certification.</summary>
    DeclareCertification,
}
