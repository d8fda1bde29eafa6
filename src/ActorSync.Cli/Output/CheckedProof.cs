using System.Text.Json;
using ActorSync.Engine.Audit.Export;

namespace ActorSync.Cli.Output;

/// <summary>What came of checking an exported file's proofs, for people and as the one JSON object.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Verdict">What the file says of itself.</param>
/// <param name="Flaw">The first thing that is wrong, or null.</param>
/// <param name="IsCompared">Whether its last seal was compared with one that was kept elsewhere.</param>
internal sealed record CheckedProof(string File, ProofVerdict Verdict, string? Flaw, bool IsCompared)
{
    /// <summary>Whether that was given with the command, and not taken from the journal.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Writes it for people.</summary>
    public void Write(ReportWriter report)
    {
        if (Flaw is not null)
        {
            report.Write("bad: ", Tone.Bad).Line($"{File}: {Flaw}.");
            return;
        }

        report.Line($"{File}: {Figures.Count(Verdict.Records, "record was", "records were")} sealed as {(Verdict.Records == 1 ? "it stands" : "they stand")} under `record`; what stands beside that is not sealed.");
        if (Verdict.Unproven > 0)
        {
            report.Line($"{Figures.Count(Verdict.Unproven, "record has", "records have")} no proof: their run was not sealed yet.");
        }

        if (Verdict.LastSeal is { } seal)
        {
            report.Line($"Last seal: {seal}. " + (IsCompared
                ? $"It was compared, and is {(IsGiven ? "the one given" : "one of the journal's")}."
                : "It was not compared: only whoever finds it equal to one that was kept elsewhere knows that it is the log's (--seal)."));
        }
    }

    /// <summary>Writes it as the one JSON object.</summary>
    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("status", Flaw is null ? "proven" : "damaged");
        writer.WriteNumber("records", Verdict.Records);
        writer.WriteNumber("unproven", Verdict.Unproven);
        writer.WriteString("lastSeal", Verdict.LastSeal?.ToString());
        writer.WriteBoolean("compared", IsCompared);
        writer.WriteString("message", Flaw);
        writer.WriteEndObject();
    }
}
