using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>undo</c>.</summary>
internal sealed class UndoSettings : TargetSettings
{
    /// <summary>The run to take back.</summary>
    [CommandArgument(0, "<RUN>")]
    [Description("The id of a closed run.")]
    public string Run { get; init; } = string.Empty;

    /// <summary>Where the plan is written, or null.</summary>
    [CommandOption("--out <PLAN>")]
    [Description("Write the inverse plan to this file, for apply.")]
    public string? Out { get; init; }
}
