using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>journal restore</c>.</summary>
internal sealed class RestoreSettings : BackupSettings
{
    /// <summary>Whether state that is there may be moved aside.</summary>
    [CommandOption("--replace")]
    [Description("Restore although there is state already; it is kept aside, and the output says where.")]
    public bool Replace { get; init; }
}
