using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of the commands that read a source and talk to a target.</summary>
internal abstract class RosterSettings : TargetSettings
{
    /// <summary>The source files, <c>-</c> for standard input.</summary>
    [CommandOption("--source <FILE>")]
    [Description("The HRIS file: CSV, JSON or NDJSON, also .gz; - is standard input. Repeatable: a person sheet with skill and certification sheets.")]
    public string[] Source { get; init; } = [];

    /// <summary>The pilot group.</summary>
    [CommandOption("--only <ID,…|@FILE>")]
    [Description("A pilot group by employee id: a list, or @FILE with an id a line.")]
    public string? Only { get; init; }
}
