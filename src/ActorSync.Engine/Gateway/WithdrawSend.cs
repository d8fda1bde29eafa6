using Akka.Actor;

namespace ActorSync.Engine.Gateway;

/// <summary>The asker has given up. A request that still waits for its first permit is not sent and not answered; any other goes on.</summary>
public sealed record WithdrawSend(long RequestId, IActorRef ReplyTo);
