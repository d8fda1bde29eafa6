using ActorSync.Core.Policies;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>What a run's figures take over from the beginning.</summary>
/// <param name="Run">The run.</param>
/// <param name="Mode">Whether the source states everybody.</param>
/// <param name="StartedAt">When the run began.</param>
/// <param name="ResumedCount">How often it was resumed, this time included.</param>
/// <param name="IsPlan">Whether it only plans.</param>
/// <param name="SettlesOnly">Whether it only settles what is in doubt, and writes nothing.</param>
/// <param name="WritesLowerBound">The fewest writes as they were decided by an earlier process of the run, or null where this one decides.</param>
public sealed record RunTerms(RunId Run, SourceMode Mode, Instant StartedAt, int ResumedCount, bool IsPlan, bool SettlesOnly, long? WritesLowerBound)
{
    /// <summary>When this process began or went on with the run.</summary>
    public Instant BeganAt { get; init; } = StartedAt;

    /// <summary>How the processes before this one were at work; null where there was none, or nobody knows.</summary>
    public RunTimes? Before { get; init; }

    /// <summary>How long processes were at work on the run by now; null where that of earlier ones is not known.</summary>
    public Duration? WorkedBy(Instant now) => Before is { } before ? before.Worked + (now - BeganAt) : BeganAt == StartedAt ? now - StartedAt : null;
}
