using ActorSync.Core.Runs;
using Akka.Actor;

namespace ActorSync.Benchmarks.Durability;

/// <summary>Has so many persons' actors at work at once: an intent, then its outcome, then the actor is stopped and the next one made.</summary>
internal sealed class PersonFeeder : UntypedActor
{
    private const int AliveAtOnce = 100;

    private readonly JournalEntry.Intended[] _intents;
    private readonly JournalEntry.Settled[] _outcomes;
    private readonly TaskCompletionSource _done;
    private readonly Dictionary<IActorRef, int> _intended = [];
    private int _next;
    private int _settled;

    public PersonFeeder(JournalEntry.Intended[] intents, JournalEntry.Settled[] outcomes, TaskCompletionSource done)
    {
        _intents = intents;
        _outcomes = outcomes;
        _done = done;
    }

    protected override void PreStart()
    {
        while (_next < Math.Min(AliveAtOnce, _intents.Length))
        {
            Begin();
        }
    }

    protected override void OnReceive(object message)
    {
        var person = (IActorRef)message;
        if (_intended.Remove(person, out var number))
        {
            person.Tell(_outcomes[number]);
            return;
        }

        Context.Stop(person);
        if (++_settled == _intents.Length)
        {
            _done.TrySetResult();
            Context.Stop(Self);
        }
        else if (_next < _intents.Length)
        {
            Begin();
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _done.TrySetException(cause);
        return Directive.Stop;
    });

    private void Begin()
    {
        var number = _next++;
        var person = Context.ActorOf(Props.Create<PersonActor>($"{_intents[number].Run.Value}-{_intents[number].User.Value}"));
        _intended[person] = number;
        person.Tell(_intents[number]);
    }
}
