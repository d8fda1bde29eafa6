using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>sandbox</c>.</summary>
internal sealed class SandboxSettings : GlobalSettings
{
    /// <summary>The API served, or null for the configured one.</summary>
    [CommandOption("--dialect <guide|genesys>")]
    [Description("The API to serve; default Target:Dialect.")]
    public string? Dialect { get; init; }

    /// <summary>The port, or null for a free one.</summary>
    [CommandOption("--port <P>")]
    [Description("The port on 127.0.0.1; default a free one.")]
    public int? Port { get; init; }

    /// <summary>The port of a second listener, or null for none.</summary>
    [CommandOption("--h2c-port <P>")]
    [Description("The port of a second listener that speaks HTTP/2 without TLS; 0 takes a free one.")]
    public int? H2cPort { get; init; }

    /// <summary>The rate limit of a token, or null for the target's own.</summary>
    [CommandOption("--limit <N[/SECONDS]>")]
    [Description("Requests per token and window; 0 = none. Default 300/60.")]
    public string? Limit { get; init; }

    /// <summary>How the windows move, or null for fixed.</summary>
    [CommandOption("--window <fixed|sliding|aligned>")]
    [Description("How the windows of the limits move: fixed opens one with a request, aligned at the multiples of its length. Default fixed.")]
    public string? Window { get; init; }

    /// <summary>The share that another client takes, or null for nobody.</summary>
    [CommandOption("--other-client <SHARE>")]
    [Description("Another client of each token asks for this share of its limit, at most 0.9.")]
    public string? OtherClient { get; init; }

    /// <summary>The organisation's limit on queue routes, or null for none.</summary>
    [CommandOption("--queue-limit <N[/SECONDS]>")]
    [Description("Requests of all tokens together on the queue routes. Default none.")]
    public string? QueueLimit { get; init; }

    /// <summary>The organisation's limit on all routes, or null for none.</summary>
    [CommandOption("--organization-limit <N[/SECONDS]>")]
    [Description("Requests of all tokens together on every route. Default none.")]
    public string? OrganizationLimit { get; init; }

    /// <summary>Limits of single routes.</summary>
    [CommandOption("--route-limit <ROUTE=N[/SECONDS]>")]
    [Description("Requests of all tokens together on one route, such as \"PATCH /api/v2/users/{id}/routingskills/bulk=60/60\". Repeatable.")]
    public string[] RouteLimit { get; init; } = [];

    /// <summary>The limit of the token endpoint, or null for none.</summary>
    [CommandOption("--token-limit <N[/SECONDS]>")]
    [Description("Requests for tokens, beyond which the answer is its 400. Default none.")]
    public string? TokenLimit { get; init; }

    /// <summary>The source file whose people are served, or null for the shipped sample.</summary>
    [CommandOption("--seed <FILE>")]
    [Description("A source file, as run reads it, whose people are served as they were some time ago; default the shipped sample. Repeatable.")]
    public string[] Seed { get; init; } = [];

    /// <summary>Where the state is kept, or null for memory alone.</summary>
    [CommandOption("--state <FILE>")]
    [Description("Keep the state in this file, durable per write; seeded once.")]
    public string? State { get; init; }

    /// <summary>Faults to show.</summary>
    [CommandOption("--fault <KIND[:NAME=VALUE,…]>")]
    [Description("Show a fault, such as stall:seconds=16,route=PATCH,probability=0.01. Repeatable; an unknown kind lists all.")]
    public string[] Fault { get; init; } = [];

    /// <summary>The probability of every kind of fault, or null for none.</summary>
    [CommandOption("--every-fault <P>")]
    [Description("Show every fault that a correct client survives, each with this probability; a kind given by --fault is as it is given.")]
    public string? EveryFault { get; init; }

    /// <summary>The file that says what changes and when, or null for none.</summary>
    [CommandOption("--script <FILE>")]
    [Description("Change limits, faults and clock as a JSON file says: steps such as {\"at\": 1200, \"limit\": \"100/60\", \"add\": [[\"stall\"]]}, in seconds from the start.")]
    public string? Script { get; init; }

    /// <summary>Seeds the choice of the requests that a fault strikes.</summary>
    [CommandOption("--fault-seed <N>")]
    [Description("Chooses which requests a fault with a probability strikes. Default 0.")]
    public int FaultSeed { get; init; }

    /// <summary>The permissions or scopes that a token carries, or null for all.</summary>
    [CommandOption("--permissions <NAME,…>")]
    [Description("The permissions (genesys) or scopes (guide) that a token carries; default all.")]
    public string? Permissions { get; init; }

    /// <summary>How long a token lives, in seconds, or null for a day.</summary>
    [CommandOption("--token-lifetime <SECONDS>")]
    [Description("How long a token lives. Default 86400.")]
    public int? TokenLifetime { get; init; }

    /// <summary>How far the served clock stands ahead, in seconds.</summary>
    [CommandOption("--clock-offset <SECONDS>")]
    [Description("How far the target's clock stands ahead of this machine's. Default 0.")]
    public int ClockOffset { get; init; }

    /// <summary>How a stale version is answered.</summary>
    [CommandOption("--version-clash <409|400|408>")]
    [Description("The status of a stale version on genesys. Default 409.")]
    public int? VersionClash { get; init; }
}
