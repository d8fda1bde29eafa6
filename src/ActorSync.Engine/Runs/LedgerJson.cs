using System.Text.Json;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>One user's ledger as JSON, for a plan.</summary>
internal static class LedgerJson
{
    /// <summary>Writes the ledger as one object.</summary>
    public static void Write(Utf8JsonWriter writer, AgentLedger ledger)
    {
        writer.WriteStartObject();
        writer.WriteString("employee"u8, ledger.Employee);
        writer.WriteStartArray("statedBy"u8);
        foreach (var source in ledger.StatedBy)
        {
            writer.WriteStringValue(source.Value);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("ownedSkills"u8);
        foreach (var owned in ledger.Skills)
        {
            writer.WriteStartObject();
            writer.WriteString("source"u8, owned.Source.Value);
            writer.WriteString("skill"u8, owned.Skill.Value);
            writer.WriteNumber("written"u8, owned.Written.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("ownedCertifications"u8);
        foreach (var owned in ledger.Certifications)
        {
            writer.WriteStartObject();
            writer.WriteString("source"u8, owned.Source.Value);
            writer.WriteString("certification"u8, owned.Certification.Value);
            writer.WritePropertyName("written"u8);
            PlanUserJson.WriteHeld(writer, owned.Written);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("dates"u8);
        foreach (var dates in ledger.Dates)
        {
            WriteDates(writer, dates);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("scheduled"u8);
        foreach (var scheduled in ledger.Scheduled)
        {
            writer.WriteStartObject();
            writer.WriteString("source"u8, scheduled.Source.Value);
            writer.WriteString("skill"u8, scheduled.Skill.Value);
            writer.WriteNumber("level"u8, scheduled.Level.Value);
            PlanUserJson.WriteInstant(writer, "from", scheduled.From);
            PlanUserJson.WriteInstant(writer, "until", scheduled.Until);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static AgentLedger Read(JsonElement json) => new(
        json.GetProperty("employee").GetString(),
        [.. json.GetProperty("statedBy").EnumerateArray().Select(source => new SourceName(source.GetString()!))],
        [.. json.GetProperty("ownedSkills").EnumerateArray().Select(owned => new OwnedSkill(Source(owned), Skill(owned), new Level(owned.GetProperty("written").GetDecimal())))],
        [.. json.GetProperty("ownedCertifications").EnumerateArray().Select(owned => new OwnedCertification(Source(owned), Certification(owned), PlanUserJson.ReadHeld(owned.GetProperty("written"))!.Value))],
        [.. json.GetProperty("dates").EnumerateArray().Select(ReadDates)],
        [.. json.GetProperty("scheduled").EnumerateArray().Select(scheduled => new ScheduledSkill(
            Source(scheduled),
            Skill(scheduled),
            new Level(scheduled.GetProperty("level").GetDecimal()),
            PlanUserJson.ReadInstant(scheduled, "from"),
            PlanUserJson.ReadInstant(scheduled, "until")))]);

    private static void WriteDates(Utf8JsonWriter writer, CertificationDates dates)
    {
        writer.WriteStartObject();
        writer.WriteString("certification"u8, dates.Certification.Value);
        PlanUserJson.WriteInstant(writer, "issuedOn", dates.IssuedOn);
        PlanUserJson.WriteInstant(writer, "officialExpiry", dates.OfficialExpiry);
        PlanUserJson.WriteInstant(writer, "endedAt", dates.EndedAt);
        writer.WriteStartArray("renewals"u8);
        foreach (var renewal in dates.Renewals)
        {
            writer.WriteStartObject();
            PlanUserJson.WriteInstant(writer, "base", renewal.Base);
            PlanUserJson.WriteInstant(writer, "result", renewal.Result);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static CertificationDates ReadDates(JsonElement json) => new(
        Certification(json),
        PlanUserJson.ReadInstant(json, "issuedOn"),
        PlanUserJson.ReadInstant(json, "officialExpiry"),
        PlanUserJson.ReadInstant(json, "endedAt"),
        [.. json.GetProperty("renewals").EnumerateArray().Select(renewal => new AppliedRenewal(
            PlanUserJson.ReadInstant(renewal, "base")!.Value, PlanUserJson.ReadInstant(renewal, "result")!.Value))]);

    private static SourceName Source(JsonElement json) => new(json.GetProperty("source").GetString()!);

    private static SkillId Skill(JsonElement json) => new(json.GetProperty("skill").GetString()!);

    private static CertificationId Certification(JsonElement json) => new(json.GetProperty("certification").GetString()!);
}
