namespace ActorSync.Sandbox.Limits;

/// <summary>A request that a limit refused: how long it would have to wait, which limit it was, and its allowance.</summary>
internal sealed record LimitHit(TimeSpan Wait, LimitName Limit, int Allowed);
