using Akka.Actor;

namespace ActorSync.Engine.Gateway;

/// <summary>Whether the gateway is to end, and who is told once nothing is open any more.</summary>
internal sealed class GatewayEnding
{
    private readonly List<IActorRef> _told = [];

    /// <summary>Whether nothing new is sent any more.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Begins the end, and notes who waits for it; true only for the first who asks.</summary>
    public bool Begin(IActorRef asker)
    {
        _told.Add(asker);
        var isFirst = !HasBegun;
        HasBegun = true;
        return isFirst;
    }

    /// <summary>Tells those who wait, where nothing is open any more.</summary>
    /// <param name="open">Requests without an answer.</param>
    /// <param name="counters">The figures at the end.</param>
    public void TellWhereOver(int open, Func<GatewayCounters> counters)
    {
        if (open > 0 || _told.Count == 0)
        {
            return;
        }

        foreach (var asker in _told)
        {
            asker.Tell(new GatewayStopped(counters()));
        }

        _told.Clear();
    }
}
