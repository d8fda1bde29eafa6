using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Certifications;

/// <summary>Which official expiry a stated certification wants.</summary>
/// <param name="OfficialExpiry">The wanted official expiry, or null where neither the row nor a renewal gives one.</param>
/// <param name="IsRenewed">Whether a renewal or an extension gave it.</param>
/// <param name="Applied">The renewal that was applied for the first time, to be kept in the ledger; else null.</param>
public readonly record struct RenewalDecision(Instant? OfficialExpiry, bool IsRenewed, AppliedRenewal? Applied);
