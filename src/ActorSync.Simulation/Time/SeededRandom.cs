namespace ActorSync.Simulation.Time;

/// <summary>The only source of chance in a simulation: SplitMix64 (Steele, Lea and Flood 2014), the same numbers from the same seed on every machine and version.</summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var bits = _state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }

    /// <summary>From 0 to <paramref name="below"/> - 1.</summary>
    public int Below(int below)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(below);

        return (int)(Next() % (ulong)below);
    }

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True with a probability in per cent.</summary>
    public bool Hits(double percent) => Next() % 1_000_000UL < (ulong)(percent * 10_000);

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> from)
    {
        ArgumentNullException.ThrowIfNull(from);

        return from[Below(from.Count)];
    }

    /// <summary>A duration between two.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + TimeSpan.FromTicks((long)(Next() % (ulong)((most - least).Ticks + 1)));
}
