using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
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

    /// <summary>What the journal keeps of an observation: it, and before it what somebody else has changed.</summary>
    /// <param name="known">The user as known before, with every settled write; null when never seen.</param>
    /// <param name="observed">The observation.</param>
    /// <param name="own">What ActorSync has perhaps written since: where the observation shows just that, nobody else has changed it.</param>
    public static IEnumerable<JournalEntry> Of(ObservedUser? known, ObservedUser observed, IEnumerable<Operation> own)
    {
        ArgumentNullException.ThrowIfNull(own);

        if (known is { IsKnown: true } && observed.IsKnown)
        {
            var edits = AuditTrail.EditsBetween(own.Aggregate(known, (before, operation) => Explained(before, operation, observed)), observed);
            if (!edits.IsEmpty)
            {
                yield return new JournalEntry.Edited(observed.Id, edits, observed.ObservedAt);
            }
        }

        yield return new JournalEntry.Seen(observed);
    }

    private static ObservedUser Explained(ObservedUser before, Operation operation, ObservedUser observed)
    {
        var after = ObservedEffects.After(before, operation);
        var isShown = operation switch
        {
            Operation.GrantSkill grant => Same(after.Skills!, observed.Skills!, grant.Skill),
            Operation.RateSkill rate => Same(after.Skills!, observed.Skills!, rate.Skill),
            Operation.RevokeSkill revoke => Same(after.Skills!, observed.Skills!, revoke.Skill),
            Operation.SetCertification set => Same(after.Certifications!, observed.Certifications!, set.Certification),
            Operation.EndCertification end => Same(after.Certifications!, observed.Certifications!, end.Certification),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Unknown operation."),
        };
        return isShown ? after : before;
    }

    private static bool Same<TId, TValue>(Holdings<TId, TValue> one, Holdings<TId, TValue> other, TId id)
        where TId : IComparable<TId>, IEquatable<TId> =>
        one.TryGet(id, out var value) == other.TryGet(id, out var otherValue) && EqualityComparer<TValue>.Default.Equals(value, otherValue);
}
