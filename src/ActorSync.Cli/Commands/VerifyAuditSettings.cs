using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>verify-audit</c>.</summary>
internal sealed class VerifyAuditSettings : TargetSettings
{
    /// <summary>The exported file to check instead of the journal, or null.</summary>
    [CommandOption("--proof <FILE>")]
    [Description("Check this file of journal export --employee instead; it needs no journal.")]
    public string? Proof { get; init; }

    /// <summary>The last seal as it was kept elsewhere, or null.</summary>
    [CommandOption("--seal <DIGEST>")]
    [Description("With --proof: the last seal as verify-audit printed it. Without it the journal's own seals are taken, where there is one.")]
    public string? Seal { get; init; }
}
