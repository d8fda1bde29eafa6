using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>run</c>.</summary>
internal sealed class RunSettings : RosterSettings
{
    /// <summary>Why a hold is overridden, or null.</summary>
    [CommandOption("--accept <REASON>")]
    [Description("Override a hold of the guard or of a file check; the reason goes into the journal.")]
    public string? Accept { get; init; }
}
