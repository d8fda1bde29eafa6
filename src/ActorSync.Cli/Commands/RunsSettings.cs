using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>runs</c>.</summary>
internal sealed class RunsSettings : TargetSettings
{
    /// <summary>The run to show in full, or null for the list.</summary>
    [CommandArgument(0, "[RUN]")]
    [Description("A run's id, to see that one in full.")]
    public string? Run { get; init; }
}
