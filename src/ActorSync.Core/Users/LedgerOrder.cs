using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>The order in which a ledger keeps its lists, so that equal ledgers are equal bytes.</summary>
internal static class LedgerOrder
{
    public static ImmutableArray<ScheduledSkill> Of(IEnumerable<ScheduledSkill> schedule) =>
        [.. schedule.Distinct().OrderBy(entry => entry.Source).ThenBy(entry => entry.Skill).ThenBy(entry => entry.From ?? Instant.MinValue).ThenBy(entry => entry.Until ?? Instant.MaxValue)];

    public static ImmutableArray<OwnedSkill> Of(IEnumerable<OwnedSkill> owned) =>
        [.. owned.OrderBy(entry => entry.Source).ThenBy(entry => entry.Skill)];

    public static ImmutableArray<OwnedCertification> Of(IEnumerable<OwnedCertification> owned) =>
        [.. owned.OrderBy(entry => entry.Source).ThenBy(entry => entry.Certification)];

    /// <summary>Adds one to a list that is in order.</summary>
    public static ImmutableArray<OwnedSkill> With(ImmutableArray<OwnedSkill> owned, OwnedSkill added) =>
        owned.Insert(owned.Count(entry => Compare(entry.Source, added.Source, entry.Skill, added.Skill) <= 0), added);

    /// <summary>The same of certifications.</summary>
    public static ImmutableArray<OwnedCertification> With(ImmutableArray<OwnedCertification> owned, OwnedCertification added) =>
        owned.Insert(owned.Count(entry => Compare(entry.Source, added.Source, entry.Certification, added.Certification) <= 0), added);

    public static ImmutableArray<CertificationDates> Of(IEnumerable<CertificationDates> dates) =>
        [.. dates.OrderBy(entry => entry.Certification)];

    private static int Compare<T>(SourceName left, SourceName right, T one, T other)
        where T : IComparable<T> =>
        left.CompareTo(right) is var bySource && bySource != 0 ? bySource : one.CompareTo(other);
}
