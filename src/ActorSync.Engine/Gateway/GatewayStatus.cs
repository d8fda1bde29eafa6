using System.Collections.Immutable;

namespace ActorSync.Engine.Gateway;

/// <summary>What the gateway is doing.</summary>
/// <param name="RequestsPerMinute">The local pace over all tokens; 0 where there is none.</param>
/// <param name="InFlight">Requests on the wire.</param>
/// <param name="MaxInFlight">The most of them at present.</param>
/// <param name="Queued">Requests that wait for a permit.</param>
/// <param name="Open">All requests not answered yet, those between two attempts included.</param>
/// <param name="Pauses">The pauses that hold now, in the order of the tokens.</param>
/// <param name="IsStopping">Whether nothing new is sent any more.</param>
/// <param name="Counters">What was sent so far.</param>
public sealed record GatewayStatus(
    int RequestsPerMinute,
    int InFlight,
    int MaxInFlight,
    int Queued,
    int Open,
    ImmutableArray<PauseBegan> Pauses,
    bool IsStopping,
    GatewayCounters Counters);
