namespace ActorSync.Benchmarks.Crashes;

/// <summary>What <c>runs</c> said of an open run after a kill.</summary>
/// <param name="KilledAt">When that was.</param>
/// <param name="Changed">How many people it called done.</param>
internal sealed record SaidSoFar(DateTimeOffset KilledAt, long Changed);
