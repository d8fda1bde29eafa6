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

    /// <summary>The rate limit, or null for the target's own.</summary>
    [CommandOption("--limit <N[/SECONDS]>")]
    [Description("Requests per token and window; 0 = none. Default 300/60.")]
    public string? Limit { get; init; }

    /// <summary>How the window moves, or null for fixed.</summary>
    [CommandOption("--window <fixed|sliding>")]
    [Description("How the window of the limit moves. Default fixed.")]
    public string? Window { get; init; }

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
