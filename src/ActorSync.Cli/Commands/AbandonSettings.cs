using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>runs abandon</c>.</summary>
internal sealed class AbandonSettings : TargetSettings
{
    /// <summary>The run to close for good.</summary>
    [CommandArgument(0, "<RUN>")]
    [Description("The id of the open run.")]
    public string Run { get; init; } = string.Empty;
}
