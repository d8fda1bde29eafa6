using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Which observations are worth a journal entry.</summary>
public static class Sightings
{
    /// <summary>An observation that only confirms what is known is stored again after this long, so that its age stays known without an entry per run.</summary>
    private static readonly Duration SeenAgainAfter = Duration.FromHours(1);

    /// <summary>Whether the new observation differs from the known one, or the known one has grown old.</summary>
    public static bool AreWorthKeeping(ObservedUser known, ObservedUser observed) =>
        known with { ObservedAt = observed.ObservedAt } != observed || observed.ObservedAt - known.ObservedAt > SeenAgainAfter;
}
