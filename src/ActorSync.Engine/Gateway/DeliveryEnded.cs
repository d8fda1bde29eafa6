using ActorSync.Core.Dialects;

namespace ActorSync.Engine.Gateway;

/// <summary>A courier is done with a request and has answered the asker.</summary>
internal sealed record DeliveryEnded(TargetOutcome Outcome);
