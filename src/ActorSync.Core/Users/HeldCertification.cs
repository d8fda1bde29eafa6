using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>A certification as a user holds it on the target, to the millisecond; both dates are null where the target keeps bare names.</summary>
/// <param name="IssuedOn">When it was issued, or null.</param>
/// <param name="ExpiresOn">The last instant at which it holds, or null on a target without dates.</param>
public readonly record struct HeldCertification(Instant? IssuedOn, Instant? ExpiresOn)
{
    /// <summary>A certification on a target that keeps bare names.</summary>
    public static readonly HeldCertification NameOnly;

    /// <summary>Whether this is what was written: a target may fill in an issue date that was not sent, which is nobody's edit.</summary>
    public bool IsAsWritten(HeldCertification written) =>
        ExpiresOn == written.ExpiresOn && (written.IssuedOn is null || written.IssuedOn == IssuedOn);

    /// <summary>Whether routing no longer counts it at <paramref name="now"/>: an expiry not later than now excludes at once.</summary>
    public bool HasEndedAt(Instant now) => ExpiresOn is { } expiry && expiry <= now;
}
