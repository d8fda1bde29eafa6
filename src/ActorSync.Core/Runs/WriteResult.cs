namespace ActorSync.Core.Runs;

/// <summary>How an intended write ended.</summary>
public enum WriteResult
{
    /// <summary>Acknowledged by the target, or found applied by a later read.</summary>
    Applied,

    /// <summary>Refused, never sent, or found not applied by a later read.</summary>
    NotApplied,
}
