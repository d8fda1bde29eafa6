namespace ActorSync.Core.Policies;

/// <summary>The policies of one run (section <c>Policy</c> of the configuration).</summary>
public sealed record SyncPolicies(
    RemovalPolicy Removal = RemovalPolicy.Owned,
    bool Adopt = false,
    LeaverPolicy Terminated = LeaverPolicy.Remove,
    LeaverPolicy Absent = LeaverPolicy.Keep,
    ExpiryMargin ExpiryMargin = ExpiryMargin.PreviousUtcDay);
