using NodaTime;

namespace ActorSync.Sandbox.Seeding;

/// <summary>A certification that somebody holds; the dates are of the guide dialect, where <paramref name="ExpiresOn"/> must be known.</summary>
public sealed record SeedHeldCertification(string Name, Instant? IssuedOn = null, Instant? ExpiresOn = null);
