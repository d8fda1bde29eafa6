using ActorSync.Core.Dialects;

namespace ActorSync.Engine.Gateway;

/// <summary>A request has ended.</summary>
public sealed record SendCompleted(long RequestId, TargetOutcome Outcome);
