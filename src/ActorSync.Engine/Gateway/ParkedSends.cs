namespace ActorSync.Engine.Gateway;

/// <summary>The requests whose turn had come when a limit of their own route held them back; others went past them.</summary>
internal sealed class ParkedSends
{
    private readonly List<(Delivery Delivery, TimeSpan ReadyAt)> _parked = [];

    /// <summary>How many wait here.</summary>
    public int Count => _parked.Count;

    /// <summary>When the first of them may go, or null.</summary>
    public TimeSpan? NextAt => _parked.Count == 0 ? null : _parked.Min(parked => parked.ReadyAt);

    /// <summary>Keeps a request until its route is free.</summary>
    public void Add(Delivery delivery, TimeSpan readyAt) => _parked.Add((delivery, readyAt));

    /// <summary>Takes out those whose time has come, in the order in which they came.</summary>
    public IReadOnlyList<Delivery> TakeReady(TimeSpan now)
    {
        if (NextAt is not { } next || next > now)
        {
            return [];
        }

        var ready = _parked.Where(parked => parked.ReadyAt <= now).Select(parked => parked.Delivery).ToList();
        _parked.RemoveAll(parked => parked.ReadyAt <= now);
        return ready;
    }

    /// <summary>Takes all out.</summary>
    public IReadOnlyList<Delivery> TakeAll() => TakeReady(TimeSpan.MaxValue);

    /// <summary>Takes one out that is not under way yet and whose asker gave up.</summary>
    public bool Withdraw(WithdrawSend withdrawn) => _parked.RemoveAll(parked =>
        !parked.Delivery.IsUnderWay && parked.Delivery.Send.RequestId == withdrawn.RequestId && parked.Delivery.Send.ReplyTo.Equals(withdrawn.ReplyTo)) > 0;
}
