using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>A renewal or extension that was decided once: from this official expiry to that one.</summary>
public readonly record struct AppliedRenewal(Instant Base, Instant Result);
