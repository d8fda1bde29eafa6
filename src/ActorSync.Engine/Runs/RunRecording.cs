using System.Collections.Immutable;
using ActorSync.Core.Runs;
using Akka.Actor;

namespace ActorSync.Engine.Runs;

/// <summary>Has the run log remember what happened, and knows whether it has answered for all of it.</summary>
/// <remarks>Confined to the run's coordinator, which gets the answers.</remarks>
/// <param name="log">The run log.</param>
internal sealed class RunRecording(IActorRef log)
{
    private int _underWay;

    /// <summary>Whether the run log is gone.</summary>
    public bool IsLogLost { get; private set; }

    /// <summary>Whether the run log has answered, one way or the other, for all that it was told.</summary>
    public bool IsSettled => _underWay <= 0;

    /// <summary>Tells the run log; it answers in order.</summary>
    public void Record(ImmutableArray<RunEvent> events)
    {
        _underWay++;
        log.Tell(new RecordRunEvents(events));
    }

    /// <summary>Notes an answer of the run log's.</summary>
    public void Answered() => _underWay--;

    /// <summary>Whether an actor is the run log.</summary>
    public bool IsLog(IActorRef actor) => actor.Equals(log);

    /// <summary>Notes that an actor is gone.</summary>
    public void Miss(IActorRef lost) => IsLogLost |= IsLog(lost);
}
