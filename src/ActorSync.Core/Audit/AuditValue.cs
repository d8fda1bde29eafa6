using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Audit;

/// <summary>Values as the audit log writes them, the same on every machine.</summary>
public static class AuditValue
{
    // What stands where a target keeps bare names, or a date is not known.
    private const string NoDate = "-";

    /// <summary>A certification without any date, as every one is where a target keeps bare names.</summary>
    public const string NoDates = $"{NoDate}/{NoDate}";

    /// <summary>A level: <c>3</c>, <c>3.5</c>.</summary>
    public static string Of(Level level) => level.ToString();

    /// <summary>A certification's dates: <c>2024-01-15T00:00:00Z/2025-01-15T00:00:00Z</c>, each <c>-</c> where there is none.</summary>
    public static string Of(HeldCertification held) => $"{Date(held.IssuedOn)}/{Date(held.ExpiresOn)}";

    /// <summary>Whether a certification with these dates had ended at an instant.</summary>
    /// <param name="dates">As <see cref="Of(HeldCertification)"/> writes them.</param>
    /// <param name="at">The instant.</param>
    public static bool HasEndedAt(string dates, Instant at)
    {
        ArgumentNullException.ThrowIfNull(dates);

        return InstantPattern.ExtendedIso.Parse(dates[(dates.IndexOf('/', StringComparison.Ordinal) + 1)..]).TryGetValue(default, out var ended)
            && new HeldCertification(null, ended).HasEndedAt(at);
    }

    private static string Date(Instant? instant) => instant is { } known ? InstantPattern.ExtendedIso.Format(known) : NoDate;
}
