namespace ActorSync.Core.Runs;

/// <summary>What a run made of one user in scope.</summary>
public enum UserResult
{
    /// <summary>Nothing had to change.</summary>
    Unchanged,

    /// <summary>At least one acknowledged write, and none failed.</summary>
    Changed,

    /// <summary>Some operation was not done.</summary>
    Failed,

    /// <summary>Would change, but a guard or the user's state on the target stopped it.</summary>
    Held,
}
