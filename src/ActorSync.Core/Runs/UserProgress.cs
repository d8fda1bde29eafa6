namespace ActorSync.Core.Runs;

/// <summary>How far the latest run that touched a user has come with them.</summary>
/// <param name="Run">The run.</param>
/// <param name="Result">What it made of the user, or null while it is not done with them.</param>
/// <param name="Applied">The operations applied to this user in this run so far.</param>
public sealed record UserProgress(RunId Run, UserResult? Result, OperationCounts Applied)
{
    /// <summary>The writes to this user in this run whose outcome had not been known.</summary>
    public DoubtLog Doubts { get; init; } = DoubtLog.None;

    /// <summary>The writes to this user in this run that were acknowledged, or found applied by a read: so many were sent at least.</summary>
    public int WritesApplied { get; init; }
}
