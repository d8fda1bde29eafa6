using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Why and when a run stopped before its end.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record RunInterruption(string Reason, Instant At)
{
    /// <summary>The figures of the process that stopped, as the summary's JSON; null where it had none to leave, and once the run is closed.</summary>
    public string? Summary { get; init; }
}
