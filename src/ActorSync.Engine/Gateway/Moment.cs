using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>One moment on both of the gateway's time lines.</summary>
/// <param name="Elapsed">Monotonic, since the gateway started.</param>
/// <param name="Instant">The wall clock, in UTC.</param>
internal readonly record struct Moment(TimeSpan Elapsed, Instant Instant);
