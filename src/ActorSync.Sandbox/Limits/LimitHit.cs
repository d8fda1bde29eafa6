namespace ActorSync.Sandbox.Limits;

/// <summary>A request that a limit refused: how long it would have to wait, which limit it was, and how many requests it lets pass in a minute.</summary>
internal sealed record LimitHit(TimeSpan Wait, LimitName Limit, int PerMinute);
