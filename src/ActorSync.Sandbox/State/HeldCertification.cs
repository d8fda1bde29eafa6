using NodaTime;

namespace ActorSync.Sandbox.State;

/// <summary>A certification that a user holds: by id and with dates in the guide dialect, by its bare name in genesys.</summary>
internal sealed record HeldCertification(string Key, Instant? IssuedOn = null, Instant? ExpiresOn = null);
