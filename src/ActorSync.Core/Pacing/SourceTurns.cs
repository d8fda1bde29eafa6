using ActorSync.Core.Users;

namespace ActorSync.Core.Pacing;

/// <summary>The requests of one urgency: first those whose turn had come already, then the sources take turns.</summary>
/// <remarks>
/// Of each source those that go on with something begun come before the others, in the order of arrival. A source that has nothing left leaves
/// the round and joins it again at its end, so nobody gains by coming and going. What had its turn goes by its age; every other step takes
/// constant time.
/// </remarks>
internal sealed class SourceTurns<T>
{
    private readonly LinkedList<SendTicket<T>> _hadTurn = new();
    private readonly LinkedList<SourceLine> _round = new();
    private readonly Dictionary<SourceName, LinkedListNode<SourceLine>> _lines = [];

    /// <summary>Whose turn it is, or null.</summary>
    public SendTicket<T>? First => _hadTurn.First?.Value ?? _round.First?.Value.Next;

    /// <summary>Adds one at the end of those that it belongs to, or by its age to those whose turn had come.</summary>
    public LinkedListNode<SendTicket<T>> Add(SendTicket<T> ticket)
    {
        if (ticket.Place == SendPlace.HadTurn)
        {
            return ticket.PutByAge(_hadTurn);
        }

        if (!_lines.TryGetValue(ticket.Source, out var line))
        {
            line = _round.AddLast(new SourceLine());
            _lines.Add(ticket.Source, line);
        }

        return line.Value.RowOf(ticket).AddLast(ticket);
    }

    /// <summary>Takes one out, wherever it stands.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="node">What <see cref="Add"/> gave for it.</param>
    /// <param name="isTurn">Whether that was its source's turn, so that the next source follows.</param>
    public void Remove(SendTicket<T> ticket, LinkedListNode<SendTicket<T>> node, bool isTurn)
    {
        if (ticket.Place == SendPlace.HadTurn)
        {
            _hadTurn.Remove(node); // It takes no turn of its source: the limit of its route bounds how many come back.
            return;
        }

        var line = _lines[ticket.Source];
        line.Value.RowOf(ticket).Remove(node);
        if (line.Value.Next is null)
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
        private readonly LinkedList<SendTicket<T>> _goOn = new();
        private readonly LinkedList<SendTicket<T>> _fresh = new();

        public SendTicket<T>? Next => _goOn.First?.Value ?? _fresh.First?.Value;

        public LinkedList<SendTicket<T>> RowOf(SendTicket<T> ticket) => ticket.Place == SendPlace.GoesOn ? _goOn : _fresh;
    }
}
