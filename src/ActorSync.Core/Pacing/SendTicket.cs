using ActorSync.Core.Users;

namespace ActorSync.Core.Pacing;

/// <summary>One request's place in a <see cref="SendOrder{T}"/>.</summary>
/// <typeparam name="T">What waits.</typeparam>
public sealed class SendTicket<T>
{
    internal SendTicket(T item, Urgency urgency, SourceName source, bool isInteractive, SendPlace place, long number, long cameAtTurn)
    {
        Item = item;
        Urgency = urgency;
        Source = source;
        IsInteractive = isInteractive;
        Place = place;
        Number = number;
        CameAtTurn = cameAtTurn;
    }

    /// <summary>What waits.</summary>
    public T Item { get; }

    /// <summary>How urgent it is.</summary>
    public Urgency Urgency { get; }

    /// <summary>On whose behalf it is sent.</summary>
    public SourceName Source { get; }

    /// <summary>Whether somebody waits for it in person.</summary>
    public bool IsInteractive { get; }

    /// <summary>Where it stands among those of its urgency.</summary>
    public SendPlace Place { get; }

    /// <summary>Grows with each request that comes.</summary>
    internal long Number { get; }

    /// <summary>How many turns its order had given when it came, or would have, had it waited there all along: below 0 for one that waited elsewhere.</summary>
    internal long CameAtTurn { get; }

    internal LinkedListNode<SendTicket<T>>? InLine { get; set; }

    internal LinkedListNode<SendTicket<T>>? AmongInteractive { get; set; }

    internal LinkedListNode<SendTicket<T>>? ByArrival { get; set; }

    /// <summary>Puts it before all that came after it; the oldest of a line stand first.</summary>
    internal LinkedListNode<SendTicket<T>> PutByAge(LinkedList<SendTicket<T>> line)
    {
        if (line.Last is not { } last || last.Value.Number < Number)
        {
            return line.AddLast(this);
        }

        var later = line.First!;
        while (later.Value.Number < Number)
        {
            later = later.Next!;
        }

        return line.AddBefore(later, this);
    }
}
