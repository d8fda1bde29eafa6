namespace ActorSync.Benchmarks.Pacing;

/// <summary>One request of a simulation.</summary>
/// <param name="Lane">The token.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="ArrivedAt">When the target counted or refused it.</param>
/// <param name="IsRefused">Whether it was refused.</param>
public readonly record struct SimulatedSend(int Lane, TimeSpan SentAt, TimeSpan ArrivedAt, bool IsRefused);
