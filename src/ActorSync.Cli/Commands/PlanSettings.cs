using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>plan</c>.</summary>
internal sealed class PlanSettings : RosterSettings
{
    /// <summary>Where the plan is written, or null.</summary>
    [CommandOption("--out <PLAN>")]
    [Description("Write the plan to this file, for apply.")]
    public string? Out { get; init; }
}
