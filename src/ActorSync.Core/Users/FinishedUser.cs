using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Core.Users;

/// <summary>What an interrupted run had already done for one user.</summary>
/// <param name="User">The user.</param>
/// <param name="Result">The result, or null when the user is not finished.</param>
/// <param name="Applied">The operations acknowledged so far.</param>
public sealed record FinishedUser(UserId User, UserResult? Result, OperationCounts Applied)
{
    /// <summary>The writes whose outcome had not been known and that are settled.</summary>
    public DoubtLog Doubts { get; init; } = DoubtLog.None;

    /// <summary>The writes that are known to have been applied.</summary>
    public int WritesApplied { get; init; }
}
