using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>The order in which a ledger keeps its lists, so that equal ledgers are equal bytes.</summary>
internal static class LedgerOrder
{
    public static ImmutableArray<ScheduledSkill> Of(IEnumerable<ScheduledSkill> schedule) =>
        schedule.TryGetNonEnumeratedCount(out var count) && count == 0 ? [] : [.. schedule.Distinct().OrderBy(entry => entry.Source).ThenBy(entry => entry.Skill).ThenBy(entry => entry.From ?? Instant.MinValue).ThenBy(entry => entry.Until ?? Instant.MaxValue)];

    public static ImmutableArray<OwnedSkill> Of(IEnumerable<OwnedSkill> owned) =>
        [.. owned.OrderBy(entry => entry.Source).ThenBy(entry => entry.Skill)];

    public static ImmutableArray<OwnedCertification> Of(IEnumerable<OwnedCertification> owned) =>
        [.. owned.OrderBy(entry => entry.Source).ThenBy(entry => entry.Certification)];

    /// <summary>Puts one into a list that is in order, in place of whatever there is of its skill.</summary>
    public static ImmutableArray<OwnedSkill> With(ImmutableArray<OwnedSkill> owned, OwnedSkill added) => With(
        owned, added, static (one, other) => one.Skill == other.Skill, static (one, other) => Compare(one.Source, other.Source, one.Skill, other.Skill));

    /// <summary>The same of certifications.</summary>
    public static ImmutableArray<OwnedCertification> With(ImmutableArray<OwnedCertification> owned, OwnedCertification added) => With(
        owned,
        added,
        static (one, other) => one.Certification == other.Certification,
        static (one, other) => Compare(one.Source, other.Source, one.Certification, other.Certification));

    public static ImmutableArray<CertificationDates> Of(IEnumerable<CertificationDates> dates) =>
        [.. dates.OrderBy(entry => entry.Certification)];

    // One array and nothing beside it: every acknowledged operation comes here.
    private static ImmutableArray<T> With<T>(ImmutableArray<T> owned, T added, Func<T, T, bool> isOfSame, Comparison<T> compare)
    {
        var kept = 0;
        foreach (var entry in owned)
        {
            kept += isOfSame(entry, added) ? 0 : 1;
        }

        var (list, next, isIn) = (new T[kept + 1], 0, false);
        foreach (var entry in owned)
        {
            if (isOfSame(entry, added))
            {
                continue;
            }

            if (!isIn && compare(entry, added) > 0)
            {
                (list[next++], isIn) = (added, true);
            }

            list[next++] = entry;
        }

        if (!isIn)
        {
            list[next] = added;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(list);
    }

    private static int Compare<T>(SourceName left, SourceName right, T one, T other)
        where T : IComparable<T> =>
        left.CompareTo(right) is var bySource && bySource != 0 ? bySource : one.CompareTo(other);
}
