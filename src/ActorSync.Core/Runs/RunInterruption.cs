using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Why and when a run stopped before its end.</summary>
public sealed record RunInterruption(string Reason, Instant At);
