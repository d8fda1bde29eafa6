using NodaTime;

namespace ActorSync.Simulation.Target;

/// <summary>A skill or a certification that a user of the simulated target holds.</summary>
/// <param name="Level">The level of a skill; 0 for a certification.</param>
/// <param name="IssuedOn">A certification's issue, where it has one.</param>
/// <param name="ExpiresOn">A certification's end, where it has one.</param>
/// <param name="Owner">Who gave it.</param>
public sealed record HeldValue(decimal Level, Instant? IssuedOn, Instant? ExpiresOn, ValueOwner Owner)
{
    /// <summary>When a person gave it anew where ActorSync had given it before, so that whoever looked before then cannot know; null where that never happened.</summary>
    public TimeSpan? GivenAgainAt { get; init; }
}
