using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>How fast a gateway may send to its target, and how long it keeps trying.</summary>
/// <param name="Host">What the target is called where a person reads why it is not tried any more: its host and port.</param>
/// <param name="Tokens">How many tokens are used side by side, at least 1.</param>
/// <param name="RequestsPerMinute">The local pace per token; 0 means none, only the target's 429s.</param>
/// <param name="MaxInFlight">The most requests under way at once; null derives it from pace and latency.</param>
/// <param name="MaxOpenRequests">The most requests that wait, are under way or wait for their next attempt; one more is refused.</param>
/// <param name="MaxPause">A pause that has longer than this to go ends the requests that wait.</param>
/// <param name="TotalDeadline">How long a request may take in all, waits for permits and pauses apart; no further attempt is made after it.</param>
public sealed record GatewayRules(
    string Host, int Tokens, int RequestsPerMinute, int? MaxInFlight, int MaxOpenRequests, TimeSpan MaxPause, TimeSpan TotalDeadline)
{
    /// <summary>The pace and the limits of the budget.</summary>
    public PacingRules Pacing => PacingRules.PerMinute(RequestsPerMinute, MaxInFlight);
}
