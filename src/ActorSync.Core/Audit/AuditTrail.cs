using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Audit;

/// <summary>Which changes an entry of the journal tells of.</summary>
public static class AuditTrail
{
    /// <summary>The changes in the order in which they were applied; none for entries that only prepare or count.</summary>
    public static IEnumerable<AuditChange> ChangesOf(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);

        return entry switch
        {
            JournalEntry.Settled settled => settled.Applied.Select(operation => Of(operation, settled.At)),
            JournalEntry.Edited edited => edited.Edits.Select(edit => new AuditChange(edit.Kind, edit.Id, edit.Before, edit.After, ChangeCause.Elsewhere, Row: null, edited.At)),
            _ => [],
        };
    }

    /// <summary>What somebody else has changed between two observations, with every write of ActorSync's in the first of them.</summary>
    /// <remarks>What was never read is unknown, and nothing is told of what became of it.</remarks>
    public static ImmutableArray<ValueEdit> EditsBetween(ObservedUser known, ObservedUser seen)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(seen);

        return
        [
            .. Differences(ValueKind.Skill, known.Skills, seen.Skills, static (SkillId id) => id.Value, AuditValue.Of, static (was, now) => was == now),
            .. Differences(ValueKind.Certification, known.Certifications, seen.Certifications, static (CertificationId id) => id.Value, AuditValue.Of, static (was, now) => now.IsAsWritten(was)),
        ];
    }

    internal static AuditChange Of(Operation operation, Instant at)
    {
        var (kind, id, before, after) = operation switch
        {
            Operation.GrantSkill grant => (ValueKind.Skill, grant.Skill.Value, null, AuditValue.Of(grant.Level)),
            Operation.RateSkill rate => (ValueKind.Skill, rate.Skill.Value, AuditValue.Of(rate.From), AuditValue.Of(rate.To)),
            Operation.RevokeSkill revoke => (ValueKind.Skill, revoke.Skill.Value, AuditValue.Of(revoke.From), null),
            Operation.SetCertification set => (ValueKind.Certification, set.Certification.Value, set.From is { } from ? AuditValue.Of(from) : null, AuditValue.Of(set.To)),
            Operation.EndCertification end => (ValueKind.Certification, end.Certification.Value, AuditValue.Of(end.From), EndOf(end)),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Unknown operation."),
        };
        return new(kind, id, before, after, new(operation.Cause), operation.Origin, at);
    }

    // Where a target keeps bare names, an ending takes the name off its list.
    private static string? EndOf(Operation.EndCertification end) => end.To.ExpiresOn is null ? null : AuditValue.Of(end.To);

    private static IEnumerable<ValueEdit> Differences<TId, TValue>(
        ValueKind kind, Holdings<TId, TValue>? known, Holdings<TId, TValue>? seen, Func<TId, string> idOf, Func<TValue, string> textOf, Func<TValue, TValue, bool> same)
        where TId : IComparable<TId>, IEquatable<TId>
    {
        if (known is null || seen is null || known.Equals(seen))
        {
            yield break;
        }

        foreach (var id in known.Select(held => held.Key).Union(seen.Select(held => held.Key)).Order())
        {
            var wasHeld = known.TryGet(id, out var was);
            var isHeld = seen.TryGet(id, out var now);
            if (wasHeld != isHeld || !same(was, now))
            {
                yield return new(kind, idOf(id), wasHeld ? textOf(was) : null, isHeld ? textOf(now) : null);
            }
        }
    }
}
