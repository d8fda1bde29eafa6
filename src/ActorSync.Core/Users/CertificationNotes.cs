using System.Collections.Immutable;
using ActorSync.Core.Certifications;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Reads and notes the dates that the ledger keeps of a person's certifications.</summary>
internal static class CertificationNotes
{
    /// <summary>What is known of a certification, or null.</summary>
    public static CertificationDates? Of(this ImmutableArray<CertificationDates> dates, CertificationId certification)
    {
        foreach (var known in dates)
        {
            if (known.Certification == certification)
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>The dates with what a statement says; what it does not say stays as it was known.</summary>
    /// <param name="dates">The dates known so far.</param>
    /// <param name="certification">The certification stated.</param>
    /// <param name="issuedOn">The stated issue instant, or null.</param>
    /// <param name="official">The official expiry, or null where nothing gives one.</param>
    /// <param name="isHeldAgain">Whether the statement gives it (back), so that an earlier ending is over.</param>
    /// <param name="applied">A renewal applied for the first time, or null.</param>
    public static ImmutableArray<CertificationDates> Noting(
        this ImmutableArray<CertificationDates> dates,
        CertificationId certification,
        Instant? issuedOn,
        Instant? official,
        bool isHeldAgain,
        AppliedRenewal? applied)
    {
        var before = dates.Of(certification) ?? new CertificationDates(certification, null, null, null, []);
        var after = before with
        {
            IssuedOn = issuedOn ?? before.IssuedOn,
            OfficialExpiry = official ?? before.OfficialExpiry,
            EndedAt = isHeldAgain ? null : before.EndedAt,
            Renewals = applied is { } renewal ? Append(before.Renewals, renewal) : before.Renewals,
        };

        return after == before ? dates : dates.With(after);
    }

    /// <summary>The dates with a certification noted as ended before its date.</summary>
    public static ImmutableArray<CertificationDates> Ending(this ImmutableArray<CertificationDates> dates, CertificationId certification, Instant at)
    {
        var before = dates.Of(certification) ?? new CertificationDates(certification, null, null, null, []);
        return dates.With(before with { EndedAt = at });
    }

    private static ImmutableArray<CertificationDates> With(this ImmutableArray<CertificationDates> dates, CertificationDates after) =>
        LedgerOrder.Of(dates.RemoveAll(known => known.Certification == after.Certification).Add(after));

    private static ImmutableArray<AppliedRenewal> Append(ImmutableArray<AppliedRenewal> renewals, AppliedRenewal renewal)
    {
        var all = renewals.Add(renewal);
        return all.Length > RenewalRule.KeptRenewals ? all.RemoveRange(0, all.Length - RenewalRule.KeptRenewals) : all;
    }
}
