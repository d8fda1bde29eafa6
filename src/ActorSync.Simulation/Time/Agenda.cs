namespace ActorSync.Simulation.Time;

/// <summary>All that is to happen, in the order of the virtual clock; what falls on the same instant happens in an order by chance.</summary>
/// <param name="clock">The clock that it moves.</param>
/// <param name="random">Decides the order.</param>
public sealed class Agenda(SimulatedClock clock, SeededRandom random)
{
    private readonly PriorityQueue<Entry, (TimeSpan Due, ulong Order)> _entries = new();

    /// <summary>How much has happened so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether nothing is to happen any more.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Puts something down.</summary>
    /// <param name="life">To whom it happens, unless that is over by then; null where it happens in any case.</param>
    /// <param name="after">After how long.</param>
    /// <param name="what">What happens.</param>
    /// <param name="channel">On which way it comes, where others must not overtake it.</param>
    public void Add(Life? life, TimeSpan after, Action what, Channel? channel = null)
    {
        var due = clock.Elapsed + after;
        if (channel is not null)
        {
            due = due > channel.Last ? due : channel.Last + TimeSpan.FromTicks(1);
            channel.Last = due;
        }

        _entries.Enqueue(new(life, what), (due, random.Next()));
    }

    /// <summary>Lets the next thing happen; false where there is none.</summary>
    public bool Step()
    {
        while (_entries.TryDequeue(out var entry, out var at))
        {
            if (entry.Life is { IsOver: true })
            {
                continue;
            }

            clock.Reach(at.Due);
            Steps++;
            entry.What();
            return true;
        }

        return false;
    }

    private readonly record struct Entry(Life? Life, Action What);
}
