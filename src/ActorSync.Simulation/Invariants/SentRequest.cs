using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Invariants;

/// <summary>A request that leaves a process.</summary>
/// <param name="Request">The request.</param>
/// <param name="Run">The run for which it leaves.</param>
/// <param name="Process">The process that it leaves.</param>
/// <param name="Token">What the log calls its token.</param>
/// <param name="At">When it leaves.</param>
internal sealed record SentRequest(TargetRequest Request, RunId Run, Life Process, string Token, TimeSpan At)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Request.Verb} {Request.Path}";
}
