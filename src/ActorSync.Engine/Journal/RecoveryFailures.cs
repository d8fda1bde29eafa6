using System.Collections.Concurrent;
using Akka.Actor;

namespace ActorSync.Engine.Journal;

/// <summary>Why actors could not recover, for whoever misses them: a stopped actor answers no question.</summary>
internal sealed class RecoveryFailures : IExtension
{
    private readonly ConcurrentDictionary<IActorRef, Exception> _causes = new();

    /// <summary>Those of an actor system.</summary>
    public static RecoveryFailures Of(ActorSystem system) => system.WithExtension<RecoveryFailures, Provider>();

    /// <summary>Notes why an actor could not recover, before it stops.</summary>
    public void Note(IActorRef actor, Exception cause) => _causes[actor] = cause;

    /// <summary>Why an actor could not recover, or null.</summary>
    public Exception? Find(IActorRef actor) => _causes.GetValueOrDefault(actor);

    private sealed class Provider : ExtensionIdProvider<RecoveryFailures>
    {
        public override RecoveryFailures CreateExtension(ExtendedActorSystem system) => new();
    }
}
