using ActorSync.Core.Users;

namespace ActorSync.Core.Pacing;

/// <summary>The requests of one urgency: first what was thrown back, then the sources in turn, each in the order of arrival.</summary>
/// <remarks>A source that has nothing left leaves the round and joins it again at its end, so nobody gains by coming and going. Every step takes constant time.</remarks>
internal sealed class SourceTurns<T>
{
    private readonly LinkedList<SendTicket<T>> _thrownBack = new();
    private readonly LinkedList<SourceLine> _round = new();
    private readonly Dictionary<SourceName, LinkedListNode<SourceLine>> _lines = [];

    /// <summary>Whose turn it is, or null.</summary>
    public SendTicket<T>? First => _thrownBack.First?.Value ?? _round.First?.Value.Tickets.First?.Value;

    /// <summary>Adds one at the end of its source's line, or of those thrown back.</summary>
    public LinkedListNode<SendTicket<T>> Add(SendTicket<T> ticket)
    {
        if (ticket.WasThrownBack)
        {
            return _thrownBack.AddLast(ticket);
        }

        if (!_lines.TryGetValue(ticket.Source, out var line))
        {
            line = _round.AddLast(new SourceLine());
            _lines.Add(ticket.Source, line);
        }

        return line.Value.Tickets.AddLast(ticket);
    }

    /// <summary>Takes one out, wherever it stands.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="node">What <see cref="Add"/> gave for it.</param>
    /// <param name="isTurn">Whether that was its source's turn, so that the next source follows.</param>
    public void Remove(SendTicket<T> ticket, LinkedListNode<SendTicket<T>> node, bool isTurn)
    {
        if (ticket.WasThrownBack)
        {
            _thrownBack.Remove(node);
            return;
        }

        var line = _lines[ticket.Source];
        line.Value.Tickets.Remove(node);
        if (line.Value.Tickets.Count == 0)
        {
            _lines.Remove(ticket.Source);
            _round.Remove(line);
        }
        else if (isTurn)
        {
            _round.Remove(line);
            _round.AddLast(line);
        }
    }

    private sealed class SourceLine
    {
        public LinkedList<SendTicket<T>> Tickets { get; } = new();
    }
}
