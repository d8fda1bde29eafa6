namespace ActorSync.Core.Runs;

/// <summary>How long the attempts at one route took, from send to last byte.</summary>
/// <param name="Route">The route's template.</param>
/// <param name="Attempts">How many attempts were answered.</param>
/// <param name="P50">Milliseconds that half of them did not exceed.</param>
/// <param name="P95">Milliseconds that 95 % of them did not exceed.</param>
/// <param name="P99">Milliseconds that 99 % of them did not exceed.</param>
public sealed record RouteLatency(string Route, long Attempts, double P50, double P95, double P99);
