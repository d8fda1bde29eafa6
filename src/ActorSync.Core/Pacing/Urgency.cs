namespace ActorSync.Core.Pacing;

/// <summary>How urgent a request is, the most urgent first. A request has the urgency of its most urgent content and is never split for it.</summary>
public enum Urgency
{
    /// <summary>A certification ends now: an agent who may no longer take certain contacts stops getting them.</summary>
    Ending,

    /// <summary>A skill is taken away.</summary>
    Removal,

    /// <summary>A level or a date of what is held changes.</summary>
    LevelChange,

    /// <summary>Something is given that was not held.</summary>
    Addition,

    /// <summary>What decisions rest on and no decided change waits for: listings, taxonomy, the first look at a user. It has a share of its own, see <see cref="SendOrder{T}"/>.</summary>
    Groundwork,
}
