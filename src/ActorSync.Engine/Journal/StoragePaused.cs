using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>The journal's storage takes nothing in, and what is to be stored waits; told again with the same begin where the reason changes.</summary>
/// <param name="Reason">Why, without a full stop.</param>
/// <param name="Since">Since when.</param>
public sealed record StoragePaused(string Reason, Instant Since);
