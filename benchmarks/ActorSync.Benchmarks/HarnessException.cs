namespace ActorSync.Benchmarks;

/// <summary>What keeps the harness from measuring at all, in words for the person who started it.</summary>
internal sealed class HarnessException(string message) : Exception(message);
