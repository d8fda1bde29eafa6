using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What an interrupted process of a run had read of a user: the run goes on with it instead of reading once more.</summary>
public static class EarlierReading
{
    /// <summary>The user with the holdings that were read before, or null where they have to be read.</summary>
    /// <param name="listed">The user as listed now, with holdings that are not known.</param>
    /// <param name="known">The user as last known, or null when never seen.</param>
    /// <param name="since">What was read before this is not used.</param>
    public static ObservedUser? Of(ObservedUser listed, ObservedUser? known, Instant since)
    {
        ArgumentNullException.ThrowIfNull(listed);

        if (known is not { IsKnown: true } || known.ObservedAt < since || (listed.Version is { } version && version != known.Version))
        {
            return null; // Never read, read for something else, or changed since.
        }

        var hasListed = listed.Skills is not null || listed.Certifications is not null;
        return listed with
        {
            Version = listed.Version ?? known.Version,
            Skills = listed.Skills ?? known.Skills,
            Certifications = listed.Certifications ?? known.Certifications,
            ProfileNames = listed.Certifications is null ? known.ProfileNames : listed.ProfileNames,
            ObservedAt = hasListed ? Instant.Min(listed.ObservedAt, known.ObservedAt) : known.ObservedAt,
        };
    }
}
