using ActorSync.Core.Roster;

namespace ActorSync.Cli.Output;

/// <summary>Findings as people read them: where, which rule, what and what to do, and the raw text.</summary>
internal static class FindingsText
{
    /// <summary>Writes the findings in their order, at most <paramref name="most"/> of them.</summary>
    public static void Write(ReportWriter report, IReadOnlyCollection<Finding> findings, int most = int.MaxValue)
    {
        foreach (var finding in findings.Take(most))
        {
            Write(report, finding);
        }
    }

    private static void Write(ReportWriter report, Finding finding)
    {
        var tone = finding.Severity switch
        {
            FindingSeverity.Error => Tone.Bad,
            FindingSeverity.Warning => Tone.Attention,
            _ => Tone.Faint,
        };

        report.Write("  ");
        var place = Place(finding.File, finding.Line, finding.Column);
        if (place.Length > 0)
        {
            report.Write(place + "  ");
        }

        report.Write(finding.Rule, tone);
        if (finding.Severity != FindingSeverity.Error)
        {
            report.Write(finding.Severity == FindingSeverity.Warning ? " (warning)" : " (notice)", Tone.Faint);
        }

        report.Write("  " + finding.Message);
        if (!string.IsNullOrEmpty(finding.Raw))
        {
            report.Write($"  Found: {finding.Raw}", Tone.Faint);
        }

        report.EndLine();
    }

    /// <summary><c>people.csv:12 [skills]</c>, as far as it is known.</summary>
    public static string Place(string file, int line, string column)
    {
        var place = line > 0 ? $"{file}:{line}" : file;
        return column.Length == 0 ? place : place.Length == 0 ? $"[{column}]" : $"{place} [{column}]";
    }
}
