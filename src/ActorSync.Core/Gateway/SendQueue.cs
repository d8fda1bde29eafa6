using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>Who waits for a permit, in the order of <see cref="SendOrder{T}"/>, and who can still be withdrawn.</summary>
internal sealed class SendQueue
{
    private readonly SendOrder<Delivery> _order = new();
    private readonly Dictionary<(long RequestId, object Asker), SendTicket<Delivery>> _fresh = [];

    /// <summary>How many wait.</summary>
    public int Count => _order.Count;

    /// <summary>Adds a request; one that is not under way yet can be withdrawn.</summary>
    /// <param name="delivery">The request.</param>
    /// <param name="hadTurn">Whether its turn had come already: then it goes before all others of its urgency.</param>
    public void Add(Delivery delivery, bool hadTurn = false)
    {
        var origin = delivery.Origin;
        var place = hadTurn ? SendPlace.HadTurn : delivery.FinishesWhatWasBegun ? SendPlace.GoesOn : SendPlace.Fresh;
        var ticket = _order.Add(delivery, delivery.Request.Urgency, origin.Source, origin.IsInteractive, place, delivery.Age);
        if (!delivery.IsUnderWay)
        {
            _fresh[KeyOf(delivery)] = ticket;
        }
    }

    /// <summary>Takes the next one out.</summary>
    /// <param name="now">The gateway's monotonic time.</param>
    /// <param name="delivery">The one that gets the permit.</param>
    public bool TryTake(TimeSpan now, out Delivery delivery)
    {
        if (_order.Take(now) is not { } ticket)
        {
            delivery = null!;
            return false;
        }

        delivery = ticket.Item;
        delivery.Age = _order.AgeOf(ticket);
        Forget(ticket);
        return true;
    }

    /// <summary>The one that <see cref="TryTake"/> would give now, or null; nothing is counted by looking.</summary>
    public Delivery? Next(TimeSpan now) => _order.Next(now)?.Item;

    /// <summary>Takes out what <see cref="Next"/> gives, without counting it as a turn: it does not get the permit.</summary>
    public void PassOver(TimeSpan now)
    {
        if (_order.Next(now) is { } ticket)
        {
            _order.Withdraw(ticket);
            ticket.Item.Age = _order.AgeOf(ticket);
            Forget(ticket);
        }
    }

    /// <summary>Takes a fresh one out whose asker gave up; null when it has gone already.</summary>
    public Delivery? Withdraw(long requestId, object asker) =>
        _fresh.Remove((requestId, asker), out var ticket) && _order.Withdraw(ticket) ? ticket.Item : null;

    private void Forget(SendTicket<Delivery> ticket)
    {
        if (_fresh.GetValueOrDefault(KeyOf(ticket.Item)) == ticket)
        {
            _fresh.Remove(KeyOf(ticket.Item));
        }
    }

    private static (long RequestId, object Asker) KeyOf(Delivery delivery) => (delivery.RequestId, delivery.Asker);
}
