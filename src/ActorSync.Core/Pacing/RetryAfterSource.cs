namespace ActorSync.Core.Pacing;

/// <summary>Where the length of a pause was found.</summary>
public enum RetryAfterSource
{
    /// <summary>The header, as a number of seconds.</summary>
    Seconds,

    /// <summary>The header, as an HTTP-date.</summary>
    Date,

    /// <summary>The bracketed number in the body's message.</summary>
    Body,

    /// <summary>Nowhere, or nothing usable: the pause is a guess that grows.</summary>
    Guess,
}
