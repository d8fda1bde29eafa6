namespace ActorSync.Benchmarks.Durability;

/// <summary>What one turn measured on one journal.</summary>
/// <param name="Items">Durable items a second of the partitions.</param>
/// <param name="Outcomes">Durable outcomes a second of theirs, without the intents.</param>
/// <param name="PersonActorItems">Durable items a second of one persistent actor per person.</param>
/// <param name="RawRows">Rows a second of a raw batched insert.</param>
internal sealed record DurableRate(double Items, double Outcomes, double PersonActorItems, double RawRows);
