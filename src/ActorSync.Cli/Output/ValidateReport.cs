using System.Text.Json;
using ActorSync.Core.Roster;

namespace ActorSync.Cli.Output;

/// <summary>What was found in source files, for people and for scripts.</summary>
internal static class ValidateReport
{
    /// <summary>Nothing was left out.</summary>
    public const string Clean = "clean";

    /// <summary>Rows or items were rejected.</summary>
    public const string Rejected = "rejected";

    /// <summary>A file is held.</summary>
    public const string Held = "held";

    /// <summary>What the reading comes to.</summary>
    public static string StatusOf(RosterReading reading) =>
        !reading.Holds.IsEmpty ? Held : reading.Rows.Rejected + reading.ItemsRejected > 0 ? Rejected : Clean;

    /// <summary>Writes the report for people.</summary>
    public static void WriteText(
        ReportWriter report, RosterReading reading, RowCounts rows, IReadOnlyList<SourceSuggestion> suggestions, bool wantsSuggestions)
    {
        foreach (var file in reading.Files)
        {
            report.Write(file.Name, Tone.Strong).Line($": {Figures.Count(file.Rows, "row", "rows")}. {file.Description}");
        }

        if (!reading.Findings.IsEmpty)
        {
            report.Line();
            FindingsText.Write(report, reading.Findings);
            if (reading.FindingsOmitted > 0)
            {
                report.Line($"  … and {Figures.Count(reading.FindingsOmitted)} more of the same kinds.");
            }
        }

        WriteHolds(report, reading);
        if (wantsSuggestions)
        {
            WriteSuggestions(report, suggestions);
        }

        report.Line();
        report.Line(SummaryText.Rows(rows, reading.ItemsRejected));
        var (word, tone) = StatusOf(reading) switch
        {
            Held => ("held: a run writes nothing from this", Tone.Bad),
            Rejected => ("something is rejected: a run leaves that out and does the rest", Tone.Attention),
            _ => ("clean", Tone.Good),
        };
        report.Write("Result: ", Tone.Strong).Line(word, tone);
    }

    /// <summary>Writes the one JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter writer, RosterReading reading, RowCounts rows, IReadOnlyList<SourceSuggestion> suggestions)
    {
        writer.WriteStartObject();
        writer.WriteString("status", StatusOf(reading));
        writer.WriteStartArray("files");
        foreach (var file in reading.Files)
        {
            writer.WriteStartObject();
            writer.WriteString("name", file.Name);
            writer.WriteString("kind", file.Kind.ToString().ToLowerInvariant());
            writer.WriteNumber("rows", file.Rows);
            writer.WriteString("description", file.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteFigures(writer, reading, rows);
        FindingsJson.Write(writer, reading.Findings);
        writer.WriteNumber("findingsOmitted", reading.FindingsOmitted);
        WriteHolds(writer, reading);
        writer.WriteStartArray("suggestions");
        foreach (var suggestion in suggestions)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", NameOf(suggestion.Kind));
            writer.WriteString("seen", suggestion.Seen);
            writer.WriteNumber("count", suggestion.Count);
            writer.WriteString("proposal", suggestion.Proposal);
            writer.WriteString("configuration", suggestion.Configuration);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter writer, RosterReading reading, RowCounts rows)
    {
        writer.WriteStartObject("rows");
        writer.WriteNumber("read", rows.Read);
        writer.WriteNumber("accepted", rows.Accepted);
        writer.WriteNumber("rejected", rows.Rejected);
        writer.WriteNumber("superseded", rows.Superseded);
        writer.WriteNumber("outOfScope", rows.OutOfScope);
        writer.WriteEndObject();
        writer.WriteStartObject("items");
        writer.WriteNumber("rejected", reading.ItemsRejected);
        writer.WriteEndObject();
    }

    private static void WriteHolds(Utf8JsonWriter writer, RosterReading reading)
    {
        writer.WriteStartArray("holds");
        foreach (var hold in reading.Holds)
        {
            writer.WriteStartObject();
            writer.WriteString("file", hold.File);
            writer.WriteNumber("line", hold.Line);
            writer.WriteString("column", hold.Column);
            writer.WriteString("rule", hold.Rule);
            writer.WriteString("message", hold.Message);
            writer.WriteBoolean("canBeAccepted", hold.CanBeAccepted);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteHolds(ReportWriter report, RosterReading reading)
    {
        if (reading.Holds.IsEmpty)
        {
            return;
        }

        report.Line();
        foreach (var hold in reading.Holds)
        {
            report.Write($"held: {FindingsText.Place(hold.File, hold.Line, hold.Column)}  ", Tone.Strong).Write(hold.Rule, Tone.Bad).Write("  " + hold.Message);
            report.Line(hold.CanBeAccepted ? " Or override it: --accept REASON." : string.Empty);
        }
    }

    private static void WriteSuggestions(ReportWriter report, IReadOnlyList<SourceSuggestion> suggestions)
    {
        report.Line();
        report.Line(suggestions.Count == 0 ? "Nothing to suggest." : "Suggestions for the configuration", Tone.Strong);
        foreach (var suggestion in suggestions)
        {
            report.Write($"  '{suggestion.Seen}' ({Figures.Count(suggestion.Count, "time", "times")}): ").Line(Describe(suggestion), Tone.Good);
        }
    }

    private static string Describe(SourceSuggestion suggestion) => suggestion.Kind switch
    {
        SuggestionKind.MapColumn => $"map the column, Source:Columns {suggestion.Configuration}",
        SuggestionKind.CorrectSkill or SuggestionKind.CorrectCertification => $"correct it in the source to '{suggestion.Proposal}'",
        SuggestionKind.DeclareSkill => $"declare it, Taxonomy:Skills {suggestion.Configuration}",
        SuggestionKind.DeclareCertification => $"declare it, Taxonomy:Certifications {suggestion.Configuration}",
        _ => throw new InvalidOperationException($"Unknown kind {suggestion.Kind}."),
    };

    private static string NameOf(SuggestionKind kind) => kind switch
    {
        SuggestionKind.MapColumn => "map-column",
        SuggestionKind.CorrectSkill => "correct-skill",
        SuggestionKind.DeclareSkill => "declare-skill",
        SuggestionKind.CorrectCertification => "correct-certification",
        SuggestionKind.DeclareCertification => "declare-certification",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };
}
