namespace ActorSync.Core.Roster;

/// <summary>What a source says of a whole list (a person's skills, or certifications).</summary>
public enum Statement
{
    /// <summary>Nothing: absent column, empty cell, JSON null, missing property. Nothing is acted on.</summary>
    NotStated,

    /// <summary><c>&amp;&amp;NO_OVERWRITE&amp;&amp;</c>: explicitly left as is; wins over a "none" that a full sheet would imply.</summary>
    LeaveAsIs,

    /// <summary>The list is stated; an empty one says "none" (<c>{empty}</c>, JSON <c>[]</c>).</summary>
    Stated,
}
