namespace ActorSync.Core.Pacing;

/// <summary>Requests by urgency, and within one urgency as <see cref="SourceTurns{T}"/> says.</summary>
internal sealed class RankedLine<T>
{
    private readonly SourceTurns<T>[] _ranks = [.. Enum.GetValues<Urgency>().Select(_ => new SourceTurns<T>())];

    /// <summary>The one to go, or null.</summary>
    public SendTicket<T>? First
    {
        get
        {
            foreach (var rank in _ranks)
            {
                if (rank.First is { } first)
                {
                    return first;
                }
            }

            return null;
        }
    }

    /// <summary>The one to go of this urgency, or null.</summary>
    public SendTicket<T>? FirstOf(Urgency urgency) => _ranks[(int)urgency].First;

    /// <summary>Adds one; the node is its place.</summary>
    public LinkedListNode<SendTicket<T>> Add(SendTicket<T> ticket) => _ranks[(int)ticket.Urgency].Add(ticket);

    /// <summary>Takes one out of its place.</summary>
    public void Remove(SendTicket<T> ticket, LinkedListNode<SendTicket<T>> node, bool isTurn) =>
        _ranks[(int)ticket.Urgency].Remove(ticket, node, isTurn);
}
