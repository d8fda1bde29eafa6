using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>apply</c>.</summary>
internal sealed class ApplySettings : TargetSettings
{
    /// <summary>The plan file.</summary>
    [CommandArgument(0, "<PLAN>")]
    [Description("A file written by plan --out or undo --out.")]
    public string Plan { get; init; } = string.Empty;

    /// <summary>The pilot group.</summary>
    [CommandOption("--only <ID,…|@FILE>")]
    [Description("A pilot group by employee id: a list, or @FILE with an id a line.")]
    public string? Only { get; init; }

    /// <summary>Why a hold is overridden, or null.</summary>
    [CommandOption("--accept <REASON>")]
    [Description("Override a hold of the guard; the reason goes into the journal.")]
    public string? Accept { get; init; }
}
