using System.Collections.Immutable;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Limits;
using ActorSync.Sandbox.Scripts;

namespace ActorSync.Sandbox;

/// <summary>What a sandbox serves, how strictly it limits, and which faults it shows.</summary>
public sealed record SandboxOptions
{
    /// <summary>The highest port number there is.</summary>
    private const int MaxPort = 65_535;

    public required SandboxDialect Dialect { get; init; }

    /// <summary>The port of the HTTP/1.1 listener on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The port of a second listener that speaks HTTP/2 without TLS; 0 takes a free one, null opens none.</summary>
    public int? H2cPort { get; init; }

    /// <summary>The allowance of each token.</summary>
    public RateLimit Limit { get; init; } = RateLimit.Default;

    public WindowKind Window { get; init; } = WindowKind.Fixed;

    /// <summary>The share of each token's allowance that another client of the same token asks for, 0 (nobody else) to 0.9.</summary>
    public double OtherClient { get; init; }

    /// <summary>An allowance of the whole organisation on the queue routes, on top of the one of the token.</summary>
    public RateLimit QueueLimit { get; init; } = RateLimit.None;

    /// <summary>An allowance of the whole organisation on every route, over all tokens.</summary>
    public RateLimit OrganizationLimit { get; init; } = RateLimit.None;

    /// <summary>Allowances of single routes, over all tokens, on top of the others.</summary>
    public ImmutableArray<RouteLimit> RouteLimits { get; init; } = [];

    /// <summary>The allowance of the token endpoint, beyond which it answers with its 400.</summary>
    public RateLimit TokenLimit { get; init; } = RateLimit.None;

    /// <summary>Where the state is kept, durable before each write is answered; null keeps it in memory alone.</summary>
    public string? StateFile { get; init; }

    public string ClientId { get; init; } = "sandbox";

    public string ClientSecret { get; init; } = "sandbox";

    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The permissions (genesys) or scopes (guide) that a token carries; null grants all of the dialect.</summary>
    public ImmutableArray<string>? Permissions { get; init; }

    /// <summary>How far the target's clock, as its <c>Date</c> header shows it, stands ahead of the machine's.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How a stale version is answered: 409, 400 (told apart by its message) or 408. Genesys alone has versions.</summary>
    public int VersionClashStatus { get; init; } = 409;

    public ImmutableArray<FaultRule> Faults { get; init; } = [];

    /// <summary>Seeds the choice of the requests that a fault with a probability strikes; the same seed strikes the same ones.</summary>
    public int FaultSeed { get; init; }

    /// <summary>What changes while the sandbox runs, counted from its start, in the order of the instants.</summary>
    public ImmutableArray<ScriptStep> Script { get; init; } = [];

    /// <summary>Every rule that these options break, empty when they can be served.</summary>
    public ImmutableArray<string> Problems()
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        Require(Port is >= 0 and <= MaxPort, "Port is from 0 to 65535.");
        Require(H2cPort is null or (>= 0 and <= MaxPort), "H2cPort is from 0 to 65535.");
        Require(Port == 0 || H2cPort != Port, "Port and H2cPort are two ports.");
        Require(Limit is { Requests: >= 0, Seconds: > 0 }, "Limit is N requests in at least one second.");
        Require(OtherClient is >= 0 and <= OtherClientWindow.MaxShare, "OtherClient is from 0 to 0.9.");
        Require(QueueLimit is { Requests: >= 0, Seconds: > 0 }, "QueueLimit is N requests in at least one second.");
        Require(OrganizationLimit is { Requests: >= 0, Seconds: > 0 }, "OrganizationLimit is N requests in at least one second.");
        Require(RouteLimits.All(each => each.Limit is { Requests: >= 0, Seconds: > 0 }), "A limit of RouteLimits is N requests in at least one second.");
        Require(TokenLimit is { Requests: >= 0, Seconds: > 0 }, "TokenLimit is N requests in at least one second.");
        Require(ClientId.Length > 0 && !ClientId.Contains(':', StringComparison.Ordinal), "ClientId is not empty and has no colon.");
        Require(ClientSecret.Length > 0, "ClientSecret is not empty.");
        Require(TokenLifetime >= TimeSpan.FromSeconds(1), "TokenLifetime is at least one second.");
        Require(VersionClashStatus is 400 or 408 or 409, "VersionClashStatus is 400, 408 or 409.");
        return problems.ToImmutable();

        void Require(bool holds, string rule)
        {
            if (!holds)
            {
                problems.Add(rule);
            }
        }
    }
}
