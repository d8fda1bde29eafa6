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

    public static ImmutableArray<CertificationDates> Of(IEnumerable<CertificationDates> dates) =>
        [.. dates.OrderBy(entry => entry.Certification)];
}
