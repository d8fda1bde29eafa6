namespace ActorSync.Engine.Gateway;

/// <summary>The pause that a 429 began or made longer.</summary>
/// <param name="Until">On the gateway's monotonic time.</param>
/// <param name="Reason">What the target said, for a person.</param>
internal sealed record AttemptPause(TimeSpan Until, string Reason);
