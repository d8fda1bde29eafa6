using Akka.Actor;

namespace ActorSync.Engine.Users;

/// <summary>Who is told what, once entries are durable.</summary>
internal sealed record JournalWaiter(IActorRef Actor, object Reply);
