using System.ComponentModel;
using ActorSync.Engine.Audit.Export;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>journal export</c>.</summary>
internal sealed class JournalExportSettings : TargetSettings
{
    /// <summary>Where to.</summary>
    [CommandArgument(0, "<FILE>")]
    [Description("The file to write; its ending, .csv, .json or .ndjson, says in which form.")]
    public string File { get; init; } = string.Empty;

    /// <summary>The form, or null for what the file's ending says.</summary>
    [CommandOption("--format <csv|json|ndjson>")]
    [Description("The form, where the file's ending does not say it.")]
    public ExportFormat? Format { get; init; }

    /// <summary>Whose records, or null for everybody's.</summary>
    [CommandOption("--employee <ID>")]
    [Description("Only this agent's records; in json each with the proof that it was sealed, for verify-audit --proof.")]
    public string? Employee { get; init; }

    /// <summary>Which run's records, or null for every run's.</summary>
    [CommandOption("--run <RUN>")]
    [Description("Only what was changed, or seen changed, in this run.")]
    public string? Run { get; init; }

    /// <summary>The earliest instant, or null.</summary>
    [CommandOption("--from <INSTANT>")]
    [Description("Only what changed then or later: 2026-03-02T12:00:00Z, or a date for the start of that UTC day.")]
    public string? From { get; init; }

    /// <summary>The instant that ends the span, or null.</summary>
    [CommandOption("--until <INSTANT>")]
    [Description("Only what changed before.")]
    public string? Until { get; init; }

    /// <summary>Whether people are named.</summary>
    [CommandOption("--with-names")]
    [Description("Name people and operators. Without it they go by number, so that somebody who is erased later is not named by a file that nobody can find any more.")]
    public bool WithNames { get; init; }
}
