using ActorSync.Core.Users;

namespace ActorSync.Core.Pacing;

/// <summary>Decides which of the waiting requests gets the next permit: no queue, a rule.</summary>
/// <remarks>
/// An interactive request goes before bulk ones as long as <see cref="InteractiveShare"/> allows it; beyond that it queues like them.
/// In the queue the most urgent goes first, then what had its turn already, then the sources take turns, and of each source what goes on
/// with something begun comes first, then the order of arrival.
/// Two rules keep anything from starving, and neither holds back an <see cref="Urgency.Ending"/>, of which there are only so many: a
/// certification ends once. While <see cref="Urgency.Groundwork"/> waits, it gets every <see cref="GroundworkEvery"/>th turn, because the run
/// behind a listing may bring what is more urgent than all that waits. And once the oldest request has been passed over for
/// <see cref="AgedAfter"/> turns, every <see cref="AgedEvery"/>th turn is the oldest's. So a request that finds n older ones waits for at most
/// <see cref="AgedAfter"/> + <see cref="AgedEvery"/> × (n + 1) turns; a turn is a permit that went neither to an ending nor to an overtaking
/// interactive request. Adding, taking and withdrawing take constant time, but for what comes back: it is put where its age belongs.
/// Mutable, and confined to whoever gives the permits.
/// </remarks>
/// <typeparam name="T">What waits.</typeparam>
public sealed class SendOrder<T>
{
    /// <summary>Of so many turns one is groundwork's while any waits.</summary>
    public const int GroundworkEvery = 4;

    /// <summary>For how many turns others may go before a request, until its age counts.</summary>
    public const int AgedAfter = 1_000;

    /// <summary>Of so many turns one is the oldest request's, once its age counts.</summary>
    public const int AgedEvery = 10;

    private readonly RankedLine<T> _line = new();
    private readonly RankedLine<T> _interactive = new();
    private readonly LinkedList<SendTicket<T>> _byArrival = new();
    private readonly InteractiveShare _share = new();

    private int _bulk;
    private long _turns;
    private long _arrivals;
    private int _sinceAged = AgedEvery;
    private int _sinceGroundwork;

    /// <summary>How many wait.</summary>
    public int Count => _byArrival.Count;

    /// <summary>Adds a request.</summary>
    /// <param name="item">What waits.</param>
    /// <param name="urgency">How urgent it is.</param>
    /// <param name="source">On whose behalf.</param>
    /// <param name="isInteractive">Whether somebody waits for it in person.</param>
    /// <param name="place">Where it stands among those of its urgency.</param>
    /// <param name="age">Where it comes from another order or comes back: what <see cref="AgeOf"/> gave there.</param>
    /// <returns>Its place, for <see cref="Withdraw"/>.</returns>
    public SendTicket<T> Add(T item, Urgency urgency, SourceName source, bool isInteractive, SendPlace place = SendPlace.Fresh, SendAge? age = null)
    {
        var number = age?.Number ?? _arrivals + 1;
        _arrivals = Math.Max(_arrivals, number);
        var ticket = new SendTicket<T>(item, urgency, source, isInteractive, place, number, _turns - (age?.TurnsWaited ?? 0));
        ticket.InLine = _line.Add(ticket);
        ticket.ByArrival = ticket.PutByAge(_byArrival);
        if (isInteractive)
        {
            ticket.AmongInteractive = _interactive.Add(ticket);
        }
        else
        {
            _bulk++;
        }

        return ticket;
    }

    /// <summary>The request that would get the next permit, or null when none waits; nothing is counted by asking.</summary>
    /// <param name="now">The time since some fixed start; it never goes back.</param>
    public SendTicket<T>? Next(TimeSpan now) => Choose(now).Ticket;

    /// <summary>Takes out the request that gets the next permit, or null when none waits.</summary>
    /// <param name="now">The time since some fixed start; it never goes back.</param>
    public SendTicket<T>? Take(TimeSpan now)
    {
        var (next, overtakes) = Choose(now);
        if (next is null)
        {
            return null;
        }

        if (_bulk > 0)
        {
            _share.Count(overtakes, now);
        }

        if (overtakes || _bulk == 0)
        {
            Remove(next, inTurnOf: _interactive);
            return next;
        }

        if (_line.First!.Urgency != Urgency.Ending)
        {
            CountTurn(next);
        }

        Remove(next, inTurnOf: next == _line.FirstOf(next.Urgency) ? _line : null);
        return next;
    }

    /// <summary>Takes a request out that is not to be sent any more; false when it has gone already.</summary>
    public bool Withdraw(SendTicket<T> ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        if (ticket.ByArrival?.List != _byArrival)
        {
            return false;
        }

        Remove(ticket, inTurnOf: null);
        return true;
    }

    /// <summary>How old a request of this order is now.</summary>
    public SendAge AgeOf(SendTicket<T> ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return new SendAge(ticket.Number, _turns - ticket.CameAtTurn);
    }

    private bool IsTurnOfGroundwork => _line.FirstOf(Urgency.Groundwork) is not null && _sinceGroundwork + 1 >= GroundworkEvery;

    private bool IsTurnOfOldest => _sinceAged + 1 >= AgedEvery && AgeOf(_byArrival.First!.Value).TurnsWaited >= AgedAfter;

    private (SendTicket<T>? Ticket, bool Overtakes) Choose(TimeSpan now)
    {
        if (_interactive.First is { } interactive && (_bulk == 0 || _share.Allows(now)))
        {
            return (interactive, Overtakes: _bulk > 0);
        }

        return (_line.First is { Urgency: not Urgency.Ending } mostUrgent ? ChooseTurn(mostUrgent) : _line.First, Overtakes: false);
    }

    private SendTicket<T> ChooseTurn(SendTicket<T> mostUrgent)
    {
        if (IsTurnOfOldest)
        {
            return _byArrival.First!.Value;
        }

        return IsTurnOfGroundwork ? _line.FirstOf(Urgency.Groundwork)! : mostUrgent;
    }

    private void CountTurn(SendTicket<T> taken)
    {
        _sinceAged = IsTurnOfOldest ? 0 : Math.Min(_sinceAged + 1, AgedEvery);
        _sinceGroundwork = taken.Urgency == Urgency.Groundwork || _line.FirstOf(Urgency.Groundwork) is null ? 0 : _sinceGroundwork + 1;
        _turns++;
    }

    private void Remove(SendTicket<T> ticket, RankedLine<T>? inTurnOf)
    {
        _line.Remove(ticket, ticket.InLine!, isTurn: inTurnOf == _line);
        _byArrival.Remove(ticket.ByArrival!);
        if (ticket.IsInteractive)
        {
            _interactive.Remove(ticket, ticket.AmongInteractive!, isTurn: inTurnOf == _interactive);
        }
        else
        {
            _bulk--;
        }
    }
}
