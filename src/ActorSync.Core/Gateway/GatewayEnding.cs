namespace ActorSync.Core.Gateway;

/// <summary>Whether the gateway is to end, and who is told once nothing is open any more.</summary>
internal sealed class GatewayEnding(IGatewayPort port)
{
    private readonly List<object> _told = [];

    /// <summary>Whether nothing new is sent any more.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Begins the end, and notes who waits for it; true only for the first who asks.</summary>
    public bool Begin(object asker)
    {
        _told.Add(asker);
        var isFirst = !HasBegun;
        HasBegun = true;
        return isFirst;
    }

    /// <summary>Tells those who wait, where nothing is open any more.</summary>
    /// <param name="open">Requests without an answer.</param>
    public void TellWhereOver(int open)
    {
        if (open > 0 || _told.Count == 0)
        {
            return;
        }

        foreach (var asker in _told)
        {
            port.Stopped(asker);
        }

        _told.Clear();
    }
}
