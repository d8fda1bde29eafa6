using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of every command.</summary>
internal abstract class GlobalSettings : CommandSettings
{
    /// <summary>The configuration file, or null for the default one.</summary>
    [CommandOption("--config <FILE>")]
    [Description("The configuration; default config/actorsync.json where it exists.")]
    public string? Config { get; init; }

    /// <summary>Configuration keys given on the command line.</summary>
    [CommandOption("--set <KEY=VALUE>")]
    [Description("Any configuration key, such as Target:RequestsPerMinute=0. Repeatable.")]
    public string[] Set { get; init; } = [];

    /// <summary>The form of the result.</summary>
    [CommandOption("--output <text|json>")]
    [Description("text for people, or json: exactly one object on standard output. Default text.")]
    public OutputFormat Output { get; init; }

    /// <summary>How much is logged, or null for warnings and errors.</summary>
    [CommandOption("--log-level <LEVEL>")]
    [Description("debug, information, warning (default) or error; to standard error.")]
    public LogLevel? LogLevel { get; init; }
}
