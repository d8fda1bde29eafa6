using ActorSync.Core.Users;

namespace ActorSync.Core.Pacing;

/// <summary>One request's place in a <see cref="SendOrder{T}"/>.</summary>
/// <typeparam name="T">What waits.</typeparam>
public sealed class SendTicket<T>
{
    internal SendTicket(T item, Urgency urgency, SourceName source, bool isInteractive, bool goesFirst, long turn)
    {
        Item = item;
        Urgency = urgency;
        Source = source;
        IsInteractive = isInteractive;
        GoesFirst = goesFirst;
        Turn = turn;
    }

    /// <summary>What waits.</summary>
    public T Item { get; }

    /// <summary>How urgent it is.</summary>
    public Urgency Urgency { get; }

    /// <summary>On whose behalf it is sent.</summary>
    public SourceName Source { get; }

    /// <summary>Whether somebody waits for it in person.</summary>
    public bool IsInteractive { get; }

    /// <summary>Whether it goes before the others of its urgency and source: it goes on with what was begun, or its turn had come already.</summary>
    public bool GoesFirst { get; }

    /// <summary>How many turns had been given when it came.</summary>
    internal long Turn { get; }

    internal LinkedListNode<SendTicket<T>>? InLine { get; set; }

    internal LinkedListNode<SendTicket<T>>? AmongInteractive { get; set; }

    internal LinkedListNode<SendTicket<T>>? ByArrival { get; set; }
}
