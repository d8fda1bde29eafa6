using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>validate</c>.</summary>
internal sealed class ValidateSettings : GlobalSettings
{
    /// <summary>The source files, <c>-</c> for standard input.</summary>
    [CommandOption("--source <FILE>")]
    [Description("The HRIS file: CSV, JSON or NDJSON, also .gz; - is standard input. Repeatable: a person sheet with skill and certification sheets.")]
    public string[] Source { get; init; } = [];

    /// <summary>The pilot group.</summary>
    [CommandOption("--only <ID,…|@FILE>")]
    [Description("A pilot group by employee id: a list, or @FILE with an id a line.")]
    public string? Only { get; init; }

    /// <summary>Whether configuration is proposed for what is not understood.</summary>
    [CommandOption("--suggest")]
    [Description("Propose configuration for names and headers that are not understood.")]
    public bool Suggest { get; init; }
}
