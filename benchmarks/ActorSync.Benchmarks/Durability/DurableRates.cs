namespace ActorSync.Benchmarks.Durability;

/// <summary>What all turns measured on one journal.</summary>
internal sealed class DurableRates
{
    private readonly List<DurableRate> _turns = [];

    /// <summary>Durable items a second, by turn.</summary>
    public IEnumerable<double> Items => _turns.Select(turn => turn.Items);

    /// <summary>Durable outcomes a second.</summary>
    public IEnumerable<double> Outcomes => _turns.Select(turn => turn.Outcomes);

    /// <summary>Items a second of persistent actors.</summary>
    public IEnumerable<double> PersonActorItems => _turns.Select(turn => turn.PersonActorItems);

    /// <summary>Rows a second of a raw insert.</summary>
    public IEnumerable<double> RawRows => _turns.Select(turn => turn.RawRows);

    /// <summary>Keeps a turn.</summary>
    public void Add(DurableRate turn) => _turns.Add(turn);
}
