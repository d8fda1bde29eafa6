using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>What a process that stopped in order knew of a write whose outcome it did not know: it was sent.</summary>
/// <param name="Reason">Why its outcome is not known, in words.</param>
/// <param name="Since">Since when.</param>
public sealed record IntentDoubt(string Reason, Instant Since);
