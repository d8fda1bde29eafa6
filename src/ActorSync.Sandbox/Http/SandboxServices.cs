using System.Collections.Concurrent;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Inspection;
using ActorSync.Sandbox.Limits;
using ActorSync.Sandbox.Scripts;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Http;

/// <summary>What every request of one sandbox shares.</summary>
internal sealed record SandboxServices(
    SandboxOptions Options,
    IDialect Dialect,
    World World,
    TokenDesk Tokens,
    Limiter Limiter,
    FaultPlan Faults,
    RequestLog Log,
    RequestCounts Counts,
    ServerClock Clock,
    Controls Controls,
    ScriptPlayer Script)
{
    /// <summary>What a fault has hidden and will not hide when it is asked for next.</summary>
    public ConcurrentDictionary<(FaultKind Kind, string Id), bool> Healed { get; } = new();
}
