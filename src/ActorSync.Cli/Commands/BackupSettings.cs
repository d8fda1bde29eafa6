using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>journal backup</c>.</summary>
internal class BackupSettings : TargetSettings
{
    /// <summary>The backup.</summary>
    [CommandArgument(0, "<FILE>")]
    [Description("The backup: one file, readable by its owner only.")]
    public string File { get; init; } = string.Empty;
}
