using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>The journal's storage takes everything in again.</summary>
/// <param name="Since">Since when it had not.</param>
public sealed record StorageResumed(Instant Since);
