namespace ActorSync.Core.Policies;

/// <summary>What happens to people who have left, or who are missing from a full file (<c>Policy:Terminated</c>, <c>Policy:Absent</c>).</summary>
public enum LeaverPolicy
{
    /// <summary>Nothing is written for them.</summary>
    Keep,

    /// <summary>Their values are removed under the removal policy.</summary>
    Remove,
}
