using ActorSync.Core.Audit;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>How a run was closed for good.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Abandoned">Closed by <c>runs abandon</c>.</param>
/// <param name="Summary">The summary's JSON.</param>
/// <param name="At">When it ended.</param>
public sealed record RunEnd(RunStatus Status, bool Abandoned, string Summary, Instant At)
{
    /// <summary>The digest of the summary as it was written, where something was taken out of it since; a snapshot does not keep it, since what is sealed needs it no more.</summary>
    public Digest? SummaryDigest { get; init; }
}
