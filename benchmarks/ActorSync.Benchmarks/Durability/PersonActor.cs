using ActorSync.Core.Runs;
using Akka.Actor;
using Akka.Persistence;

namespace ActorSync.Benchmarks.Durability;

/// <summary>One person as a persistent actor, as tutorials have it: an event for the intent, an event for the outcome, each acknowledged once it is stored.</summary>
internal sealed class PersonActor : ReceivePersistentActor
{
    private int _stored;

    public PersonActor(string id)
    {
        PersistenceId = id;
        Recover<PersonEvent>(_ => _stored++);
        Command<JournalEntry>(entry => Persist(new PersonEvent(entry), _ =>
        {
            _stored++;
            Sender.Tell(Self);
        }));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }
}
