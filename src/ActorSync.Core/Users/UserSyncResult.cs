using System.Collections.Immutable;
using ActorSync.Core.Runs;

namespace ActorSync.Core.Users;

/// <summary>How the run ended for one user.</summary>
/// <param name="Result">The result, or null when the user is not finished and waits for a resume.</param>
/// <param name="Applied">What was acknowledged, or found applied by a read.</param>
/// <param name="Problems">Why operations were not done, one sentence each.</param>
/// <param name="Stop">Why the whole run has to stop, or null.</param>
public sealed record UserSyncResult(UserResult? Result, OperationCounts Applied, ImmutableArray<UserProblem> Problems, RunStop? Stop)
{
    /// <summary>The writes whose outcome had not been known; one that a resume has to settle counts as unsettled.</summary>
    public DoubtLog Doubts { get; init; } = DoubtLog.None;

    /// <summary>The writes that were acknowledged, or found applied by a read.</summary>
    public int WritesApplied { get; init; }

    /// <summary>The requests that the forecast counts for the user and that were not sent.</summary>
    public int RequestsSpared { get; init; }

    /// <summary>The requests for the user that no forecast knew of.</summary>
    public RequestsAgain RequestsAgain { get; init; } = RequestsAgain.None;
}
