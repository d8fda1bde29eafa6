namespace ActorSync.Engine.Gateway;

/// <summary>Who waits for a permit: first those whose attempt was thrown back, then all others, each in the order in which they came.</summary>
/// <remarks>One line for reads and writes alike, so neither starves; the front is short, since only what was under way can be thrown back.</remarks>
internal sealed class SendQueue
{
    private readonly Queue<Delivery> _again = new();
    private readonly LinkedList<Delivery> _fresh = new();

    /// <summary>How many wait.</summary>
    public int Count => _again.Count + _fresh.Count;

    /// <summary>Adds a request that has not been sent yet.</summary>
    public void Add(Delivery delivery) => _fresh.AddLast(delivery);

    /// <summary>Puts one that is under way already before all fresh ones.</summary>
    public void AddAgain(Delivery delivery) => _again.Enqueue(delivery);

    /// <summary>Takes the next one out.</summary>
    public bool TryTake(out Delivery delivery)
    {
        if (_again.TryDequeue(out delivery!))
        {
            return true;
        }

        if (_fresh.First is not { } first)
        {
            return false;
        }

        _fresh.RemoveFirst();
        delivery = first.Value;
        return true;
    }

    /// <summary>Takes a fresh one out whose asker gave up.</summary>
    public bool Withdraw(WithdrawSend withdrawn)
    {
        for (var node = _fresh.First; node is not null; node = node.Next)
        {
            if (node.Value.Send.RequestId == withdrawn.RequestId && node.Value.Send.ReplyTo.Equals(withdrawn.ReplyTo))
            {
                _fresh.Remove(node);
                return true;
            }
        }

        return false;
    }
}
