using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Output;

/// <summary>The findings of a run that ask for a person's eye, under a heading of their own.</summary>
internal static class AttentionText
{
    /// <summary>The most findings shown; the others are in the JSON summary.</summary>
    public const int Shown = 20;

    /// <summary>Writes the errors and then the warnings; nothing where there is neither. A notice asks for nothing; validate shows it.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="summary">The run.</param>
    /// <param name="toldElsewhere">A message that stands on standard error, or null.</param>
    /// <param name="hasSource">Whether the command can be asked for the findings of its file.</param>
    public static void Write(ReportWriter report, RunSummary summary, string? toldElsewhere = null, bool hasSource = false)
    {
        // A pause stands at the end, with what to do.
        var errors = summary.Findings.Where(finding => finding.Severity == FindingSeverity.Error && finding.Rule != RunReport.PauseTooLong && finding.Message != toldElsewhere);
        var warnings = summary.Findings.Where(finding => finding.Severity == FindingSeverity.Warning);
        Finding[] all = [.. errors, .. warnings];
        if (all.Length == 0)
        {
            return;
        }

        report.Line("Needs attention", Tone.Strong);
        FindingsText.Write(report, all, Shown);
        var rest = all.Length - Shown;
        if (rest > 0)
        {
            // Beyond the limit findings are counted and not kept; whoever has as many reads the file's own.
            var listed = all.Length < RosterReading.FindingLimit ? "all" : $"the first {Figures.Count(RosterReading.FindingLimit)}";
            var ofFile = hasSource ? ", and validate --source FILE shows those of the file" : string.Empty;
            report.Line($"  … and {Figures.Count(rest)} more: --output json lists {listed}{ofFile}.");
        }

        report.Line();
    }
}
