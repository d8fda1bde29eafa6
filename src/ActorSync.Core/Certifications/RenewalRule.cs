using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Certifications;

/// <summary>Works out what a row's dates and its renewal word want, applying each renewal once per base.</summary>
/// <remarks>
/// A base is the official expiry that a renewal starts from: the row's, else the ledger's. The ledger keeps base and result,
/// so a row that is read again tomorrow does not extend again, and a row that still states the old date means the new one.
/// </remarks>
public static class RenewalRule
{
    /// <summary>The most renewals kept per certification; the oldest are forgotten first.</summary>
    public const int KeptRenewals = 50;

    /// <summary>Without a row date a renewal acts only while its base is at most this far ahead.</summary>
    public static readonly Duration Lead = Duration.FromHours(24);

    /// <summary>Decides the wanted official expiry of one stated certification.</summary>
    /// <param name="stated">What the row states; the word <c>lapse</c> says nothing of dates and is ignored here.</param>
    /// <param name="remembered">What the ledger knows of this certification, or null.</param>
    /// <param name="validityInDays">The declared validity.</param>
    /// <param name="zone">The source's zone, in which days are counted.</param>
    /// <param name="now">The instant of the decision.</param>
    public static RenewalDecision Decide(
        StatedCertification stated, CertificationDates? remembered, int validityInDays, DateTimeZone zone, Instant now) =>
        stated.OfficialExpiry is { } rowExpiry
            ? FromRow(rowExpiry, stated.Renewal, remembered, zone)
            : FromLedger(stated.Renewal, remembered, validityInDays, zone, now);

    private static RenewalDecision FromRow(Instant rowExpiry, Renewal renewal, CertificationDates? remembered, DateTimeZone zone)
    {
        if (ResultOf(rowExpiry, remembered) is { } result)
        {
            return new(result, IsRenewed: true, Applied: null);
        }

        return renewal switch
        {
            Renewal.Extend extend => Apply(rowExpiry, extend.Days, zone),
            Renewal.Renew => new(rowExpiry, IsRenewed: true, Applied: null),
            _ => new(rowExpiry, IsRenewed: false, Applied: null),
        };
    }

    private static RenewalDecision FromLedger(
        Renewal renewal, CertificationDates? remembered, int validityInDays, DateTimeZone zone, Instant now)
    {
        int? days = renewal switch
        {
            Renewal.Renew => validityInDays,
            Renewal.Extend extend => extend.Days,
            _ => null,
        };

        if (days is null || remembered?.OfficialExpiry is not { } ledgerExpiry)
        {
            return default;
        }

        if (ledgerExpiry <= now + Lead)
        {
            return ResultOf(ledgerExpiry, remembered) is { } result
                ? new(result, IsRenewed: true, Applied: null)
                : Apply(ledgerExpiry, days.Value, zone);
        }

        // A renewal that was decided earlier stays wanted while the row asks for it: its write may have failed.
        var wasRenewed = remembered.Renewals.Any(renewed => renewed.Result == ledgerExpiry);
        return wasRenewed ? new(ledgerExpiry, IsRenewed: true, Applied: null) : default;
    }

    private static Instant? ResultOf(Instant expiry, CertificationDates? remembered)
    {
        if (remembered is null)
        {
            return null;
        }

        foreach (var renewal in remembered.Renewals)
        {
            if (renewal.Base == expiry)
            {
                return renewal.Result;
            }
        }

        return null;
    }

    private static RenewalDecision Apply(Instant expiry, int days, DateTimeZone zone)
    {
        var result = OfficialExpiry.FromExtension(expiry, days, new ZoneRules(zone));
        return new(result, IsRenewed: true, new AppliedRenewal(expiry, result));
    }
}
