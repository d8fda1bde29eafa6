using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>What the gateway is doing.</summary>
/// <param name="InFlight">Requests on the wire.</param>
/// <param name="Queued">Requests that wait for a permit.</param>
/// <param name="Pauses">The pauses that hold now, in the order of the tokens.</param>
/// <param name="IsStopping">Whether nothing new is sent any more.</param>
/// <param name="Counters">What was sent so far.</param>
public sealed record GatewayStatus(
    int InFlight,
    int Queued,
    ImmutableArray<PauseBegan> Pauses,
    bool IsStopping,
    GatewayCounters Counters)
{
    /// <summary>How far the target's clock is ahead of the own one, as the dates of its answers show; null while none has come.</summary>
    public Duration? ClockOffset { get; init; }

    /// <summary>What the tokens in use may send in a minute together, as learned or configured; null where no local pace applies.</summary>
    public double? AllowedPerMinute { get; init; }

    /// <summary>How many tokens are in use.</summary>
    public int OpenTokens { get; init; }

    /// <summary>How many tokens may be used.</summary>
    public int Tokens { get; init; }
}
