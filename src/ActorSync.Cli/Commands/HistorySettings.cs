using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>history</c>.</summary>
internal sealed class HistorySettings : TargetSettings
{
    /// <summary>The employee id.</summary>
    [CommandArgument(0, "<EMPLOYEE>")]
    [Description("The employee id, as the source or the target has it.")]
    public string Employee { get; init; } = string.Empty;

    /// <summary>The instant that is asked for, or null for the whole history.</summary>
    [CommandOption("--at <INSTANT>")]
    [Description("What was held then, as known then: 2026-03-02T12:00:00Z, or a date for the start of that UTC day.")]
    public string? At { get; init; }
}
