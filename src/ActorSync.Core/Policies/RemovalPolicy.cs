namespace ActorSync.Core.Policies;

/// <summary>What happens to values that the source no longer states (<c>Policy:Removal</c>).</summary>
public enum RemovalPolicy
{
    /// <summary>Nothing is removed.</summary>
    Never,

    /// <summary>Values that ActorSync added for this source and that nobody changed since.</summary>
    Owned,

    /// <summary>Every managed name.</summary>
    Managed,
}
