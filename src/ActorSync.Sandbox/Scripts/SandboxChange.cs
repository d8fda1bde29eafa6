using System.Collections.Immutable;
using ActorSync.Sandbox.Faults;

namespace ActorSync.Sandbox.Scripts;

/// <summary>What can change while a sandbox runs; what is null or empty stays as it is.</summary>
public sealed record SandboxChange
{
    /// <summary>The allowance of each token.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>How the windows of the tokens move.</summary>
    public WindowKind? Window { get; init; }

    /// <summary>The allowance of the organisation on the queue routes.</summary>
    public RateLimit? QueueLimit { get; init; }

    /// <summary>How far the target's clock stands ahead of the machine's.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>Faults that end; done before others are added.</summary>
    public ImmutableArray<FaultKind> Clear { get; init; } = [];

    /// <summary>Faults that begin, beside those that are there.</summary>
    public ImmutableArray<FaultRule> Add { get; init; } = [];
}
