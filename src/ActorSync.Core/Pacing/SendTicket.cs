using ActorSync.Core.Users;

namespace ActorSync.Core.Pacing;

/// <summary>One request's place in a <see cref="SendOrder{T}"/>.</summary>
/// <typeparam name="T">What waits.</typeparam>
public sealed class SendTicket<T>
{
    internal SendTicket(T item, Urgency urgency, SourceName source, bool isInteractive, SendPlace place, SendAge age)
    {
        Item = item;
        Urgency = urgency;
        Source = source;
        IsInteractive = isInteractive;
        Place = place;
        Age = age;
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

    /// <summary>When it came.</summary>
    public SendAge Age { get; }

    internal LinkedListNode<SendTicket<T>>? InLine { get; set; }

    internal LinkedListNode<SendTicket<T>>? AmongInteractive { get; set; }

    internal LinkedListNode<SendTicket<T>>? ByArrival { get; set; }

    /// <summary>Puts it before all that came after it; the oldest of a line stand first.</summary>
    internal LinkedListNode<SendTicket<T>> PutByAge(LinkedList<SendTicket<T>> line)
    {
        if (line.Last is not { } last || last.Value.Age.Number < Age.Number)
        {
            return line.AddLast(this);
        }

        var later = line.First!;
        while (later.Value.Age.Number < Age.Number)
        {
            later = later.Next!;
        }

        return line.AddBefore(later, this);
    }
}
