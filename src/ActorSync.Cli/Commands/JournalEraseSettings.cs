using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>journal erase</c>.</summary>
internal sealed class JournalEraseSettings : TargetSettings
{
    /// <summary>The employee id.</summary>
    [CommandArgument(0, "<EMPLOYEE>")]
    [Description("The employee id, as the source or the target has it.")]
    public string Employee { get; init; } = string.Empty;
}
