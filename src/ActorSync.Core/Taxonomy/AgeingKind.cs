namespace ActorSync.Core.Taxonomy;

/// <summary>What makes a name age.</summary>
public enum AgeingKind
{
    /// <summary>A year, a month with a year, a quarter or a whole date.</summary>
    Date,

    /// <summary>A version, revision or release number.</summary>
    Version,
}
