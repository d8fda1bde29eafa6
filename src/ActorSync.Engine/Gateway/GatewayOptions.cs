using System.Collections.Immutable;
using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>Where the target is, who asks, and how fast.</summary>
public sealed record GatewayOptions
{
    /// <summary>The address of the API, without a path or with the prefix of all paths.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The address of the token endpoint's host; null means <see cref="BaseUrl"/>.</summary>
    public Uri? LoginUrl { get; init; }

    /// <summary>The OAuth client's id.</summary>
    public required string ClientId { get; init; }

    /// <summary>Gives the OAuth client's secret; a delegate, so that no dump of the options can show it.</summary>
    public required Func<string> ClientSecret { get; init; }

    /// <summary>How many tokens are used side by side, 1 to 50; each has its own allowance.</summary>
    public int Tokens { get; init; } = 1;

    /// <summary>The local pace per token; 0 means none, only the target's 429s.</summary>
    public int RequestsPerMinute { get; init; } = 300;

    /// <summary>The most requests under way at once; null derives it from pace and latency.</summary>
    public int? MaxInFlight { get; init; }

    /// <summary>A pause that has longer than this to go ends the requests that wait.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one attempt may take, from sending to the last byte of the answer; waiting for a permit does not count.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a request may take in all, over all its attempts and the waits between them; no further attempt is made after it.
    /// Waiting for a permit or for the end of a 429's pause does not count.
    /// </summary>
    public TimeSpan TotalDeadline { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The most requests that wait, are under way or wait for their next attempt; one more is refused.</summary>
    public int MaxOpenRequests { get; init; } = 10_000;

    /// <summary>
    /// The HTTP version spoken with the API's host, and no other; with 2.0 on a plain address the target must know it beforehand. Null
    /// speaks 2 over TLS where the target offers it, and 1.1 otherwise.
    /// </summary>
    public Version? HttpVersion { get; init; }

    /// <summary>The pauses of an earlier process that still hold: nothing is sent before their ends.</summary>
    public ImmutableArray<PauseBegan> Pauses { get; init; } = [];

    /// <summary>What allows this process to send at all; null where nothing has to, as for a process that only reads.</summary>
    internal ISendRight? Right { get; init; }

    /// <summary>What the gateway's rules need to know of all this.</summary>
    internal GatewayRules Rules => new(BaseUrl.Authority, Tokens, RequestsPerMinute, MaxInFlight, MaxOpenRequests, MaxPause, TotalDeadline);

    /// <summary>A last word about the handler of all requests, for tests whose target has a certificate of its own.</summary>
    internal Action<SocketsHttpHandler>? AdjustHandler { get; init; }

    /// <summary>What all requests pass before that handler, for tests; null where nothing is in between.</summary>
    internal Func<HttpMessageHandler, HttpMessageHandler>? WrapHandler { get; init; }
}
