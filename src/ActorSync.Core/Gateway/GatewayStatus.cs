using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Core.Gateway;

/// <summary>What the gateway is doing.</summary>
/// <param name="InFlight">Requests on the wire.</param>
/// <param name="Queued">Requests that wait for a permit.</param>
/// <param name="Pauses">The pauses that hold now, sorted by what is paused.</param>
/// <param name="IsStopping">Whether nothing new is sent any more.</param>
/// <param name="Counters">What was sent so far.</param>
public sealed record GatewayStatus(
    int InFlight,
    int Queued,
    ImmutableArray<PauseBegan> Pauses,
    bool IsStopping,
    GatewayCounters Counters)
{
    /// <summary>Requests that have not ended: on the wire, waiting for a permit, or between two attempts.</summary>
    public int Open { get; init; }

    /// <summary>How far the target's clock is ahead of the own one, as the dates of its answers show; null while none has come.</summary>
    public Duration? ClockOffset { get; init; }

    /// <summary>Why this process may not send now, whatever the target allows, for a person; null where it may, or nothing is to be sent.</summary>
    public string? WhyNotAllowed { get; init; }

    /// <summary>The next try at the target, or at its login, where it is away and everything waits for it; null otherwise.</summary>
    public AwaitedTry? WaitsFor { get; init; }

    /// <summary>What may be sent in a minute now: the least of what the tokens in use and the limits of the waiting routes allow, as learned or configured; null where nothing limits it.</summary>
    public double? AllowedPerMinute { get; init; }

    /// <summary>The same once every token is in use that is not paused for long.</summary>
    public double? ExpectedPerMinute { get; init; }

    /// <summary>Whether nothing can be sent for the target's pauses alone; while one of several tokens is paused, the others go on.</summary>
    public bool IsPausedAsAWhole { get; init; }

    /// <summary>The pause that a person is told of: the one with whose end something can be sent again, or else the first to end; null where none holds.</summary>
    public PauseBegan? Foremost { get; init; }

    /// <summary>Until when nothing can be sent for the target's pauses alone; null where something can.</summary>
    public Instant? PausedAsAWholeUntil => IsPausedAsAWhole ? Foremost?.Until : null;

    /// <summary>How many tokens are in use.</summary>
    public int OpenTokens { get; init; }

    /// <summary>How many tokens may be used.</summary>
    public int Tokens { get; init; }
}
