namespace ActorSync.Core.Policies;

/// <summary>How far before its official expiry a certification ends on the target (<c>Policy:ExpiryMargin</c>).</summary>
public enum ExpiryMargin
{
    /// <summary>The last millisecond before the latest UTC midnight that is not after the official expiry.</summary>
    PreviousUtcDay,

    /// <summary>One millisecond before the official expiry.</summary>
    None,
}
