using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>resume</c>.</summary>
internal sealed class ResumeSettings : TargetSettings
{
    /// <summary>The run to go on with, or null for the latest.</summary>
    [CommandArgument(0, "[RUN]")]
    [Description("The id of the open run; default the latest.")]
    public string? Run { get; init; }
}
