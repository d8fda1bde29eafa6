using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Notes what a plan noted in a ledger that has changed since the plan was made.</summary>
public static class LedgerMerge
{
    /// <summary>
    /// The ledger as it is now, with the differences that the plan made between the ledger it rested on and the one it noted; but of a certification whose
    /// dates have changed since, what is known now stays.
    /// </summary>
    /// <param name="before">The ledger that the plan rested on.</param>
    /// <param name="noted">The same with what the plan's statement says.</param>
    /// <param name="now">The ledger as it is now.</param>
    public static AgentLedger Rebase(AgentLedger before, AgentLedger noted, AgentLedger now)
    {
        if (before.Equals(now))
        {
            return noted;
        }

        var dates = noted.Dates.Except(before.Dates)
            .Where(stated => !IsRestated(stated.Certification, before, noted, now)) // What was stated later is newer.
            .ToImmutableArray();
        return now with
        {
            Employee = noted.Employee == before.Employee ? now.Employee : noted.Employee,
            StatedBy = [.. now.StatedBy.Union(noted.StatedBy.Except(before.StatedBy)).Order()],
            Skills = LedgerOrder.Of(Differences(before.Skills, noted.Skills, now.Skills)),
            Certifications = LedgerOrder.Of(Differences(before.Certifications, noted.Certifications, now.Certifications)),
            Dates = LedgerOrder.Of(now.Dates.Where(known => !dates.Any(stated => stated.Certification == known.Certification)).Concat(dates)),
            Scheduled = LedgerOrder.Of(Differences(before.Scheduled, noted.Scheduled, now.Scheduled)),
        };
    }

    /// <summary>Whether the ledger by now has other ends of a certification than the plan found and than it noted.</summary>
    /// <param name="certification">The certification.</param>
    /// <param name="before">The ledger that the plan rested on.</param>
    /// <param name="noted">The same with what the plan's statement says.</param>
    /// <param name="now">The ledger as it is now.</param>
    public static bool IsRestated(CertificationId certification, AgentLedger before, AgentLedger noted, AgentLedger now) =>
        EndsIn(now, certification) is var ends && ends != EndsIn(before, certification) && ends != EndsIn(noted, certification);

    private static (Instant? Official, Instant? Early) EndsIn(AgentLedger ledger, CertificationId certification) =>
        ledger.Dates.Of(certification) is { } dates ? (dates.OfficialExpiry, dates.EndedAt) : default;

    private static IEnumerable<T> Differences<T>(ImmutableArray<T> before, ImmutableArray<T> noted, ImmutableArray<T> now) =>
        now.Except(before.Except(noted)).Union(noted.Except(before));
}
