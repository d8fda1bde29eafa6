using NodaTime;

namespace ActorSync.Core.Gateway;

/// <summary>A further try at a target, or at its login, that is away.</summary>
/// <param name="Reason">What the last try came to, for a person; null while the first one has not ended.</param>
/// <param name="Number">Which try of its request it is; the first one is 1.</param>
/// <param name="Most">How many there are at most, should each fail as the last one did; it does not fall before one succeeds, and fewer are made where the host's circuit keeps some back.</param>
/// <param name="At">When it is due; in the past while it is under way.</param>
public sealed record AwaitedTry(string? Reason, int Number, int Most, Instant At)
{
    /// <summary>Whether the login is asked, and not the target itself.</summary>
    public bool AtLogin { get; init; }

    /// <summary>Whether the wait before it is what was asked for, so that nobody may ask sooner.</summary>
    public bool IsAskedFor { get; init; }
}
