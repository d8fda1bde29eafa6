using ActorSync.Core.Dialects;

namespace ActorSync.Core.Gateway;

/// <summary>The gateway's answer to who waits for a permit: one of the two is there.</summary>
/// <param name="Permit">The permit, or null.</param>
/// <param name="Refusal">How the request ends without being sent, or null.</param>
public readonly record struct PermitAnswer(Permit? Permit, TargetOutcome? Refusal);
