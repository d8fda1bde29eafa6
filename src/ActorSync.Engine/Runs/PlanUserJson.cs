using System.Text.Json;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Runs;

/// <summary>One user of a plan as JSON: operations with the values they replace, and the ledger before and after.</summary>
internal static class PlanUserJson
{
    /// <summary>Writes the user as one object.</summary>
    public static void Write(Utf8JsonWriter writer, PlannedUser user)
    {
        writer.WriteStartObject();
        writer.WriteString("userId"u8, user.User.Value);
        writer.WriteString("employeeId"u8, user.Employee);
        writer.WriteString("held"u8, user.Held);
        if (user.HasSkipped)
        {
            writer.WriteBoolean("hasSkipped"u8, true); // Only where it is so: a plan that a person makes has none.
        }

        writer.WriteStartArray("operations"u8);
        foreach (var operation in user.Operations)
        {
            Write(writer, operation);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("ledgerBefore"u8);
        LedgerJson.Write(writer, user.LedgerBefore);
        writer.WritePropertyName("ledgerNoted"u8);
        LedgerJson.Write(writer, user.LedgerNoted);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, PlannedUser)"/> wrote.</summary>
    public static PlannedUser Read(JsonElement json) => new(
        new UserId(json.GetProperty("userId").GetString()!),
        json.GetProperty("employeeId").GetString()!,
        [.. json.GetProperty("operations").EnumerateArray().Select(ReadOperation)],
        json.GetProperty("held").GetString(),
        LedgerJson.Read(json.GetProperty("ledgerBefore")),
        LedgerJson.Read(json.GetProperty("ledgerNoted")))
    {
        HasSkipped = json.TryGetProperty("hasSkipped", out var hasSkipped) && hasSkipped.GetBoolean(),
    };

    private static void Write(Utf8JsonWriter writer, Operation operation)
    {
        writer.WriteStartObject();
        switch (operation)
        {
            case Operation.GrantSkill grant:
                writer.WriteString("kind"u8, "grantSkill"u8);
                writer.WriteString("skill"u8, grant.Skill.Value);
                writer.WriteNull("from"u8);
                writer.WriteNumber("to"u8, grant.Level.Value);
                writer.WriteBoolean("gate"u8, grant.IsGate);
                break;
            case Operation.RateSkill rate:
                writer.WriteString("kind"u8, "rateSkill"u8);
                writer.WriteString("skill"u8, rate.Skill.Value);
                writer.WriteNumber("from"u8, rate.From.Value);
                writer.WriteNumber("to"u8, rate.To.Value);
                writer.WriteBoolean("gate"u8, rate.IsGate);
                break;
            case Operation.RevokeSkill revoke:
                writer.WriteString("kind"u8, "revokeSkill"u8);
                writer.WriteString("skill"u8, revoke.Skill.Value);
                writer.WriteNumber("from"u8, revoke.From.Value);
                writer.WriteNull("to"u8);
                writer.WriteBoolean("gate"u8, revoke.IsGate);
                break;
            case Operation.SetCertification set:
                writer.WriteString("kind"u8, "setCertification"u8);
                writer.WriteString("certification"u8, set.Certification.Value);
                writer.WritePropertyName("from"u8);
                WriteHeld(writer, set.From);
                writer.WritePropertyName("to"u8);
                WriteHeld(writer, set.To);
                break;
            case Operation.EndCertification end:
                writer.WriteString("kind"u8, "endCertification"u8);
                writer.WriteString("certification"u8, end.Certification.Value);
                writer.WritePropertyName("from"u8);
                WriteHeld(writer, end.From);
                writer.WritePropertyName("to"u8);
                WriteHeld(writer, end.To);
                break;
            default:
                throw new InvalidOperationException($"Unknown operation {operation.GetType().Name}.");
        }

        writer.WriteString("cause"u8, operation.Cause.ToString());
        if (operation.Origin is { } row)
        {
            writer.WriteStartObject("row"u8);
            writer.WriteNumber("file"u8, row.File);
            writer.WriteNumber("line"u8, row.Line);
            writer.WriteEndObject();
        }

        RestoredPlaceJson.Write(writer, operation.Restores);
        if (operation.Until is { } until)
        {
            WriteInstant(writer, "until", until);
        }

        writer.WriteEndObject();
    }

    private static Operation ReadOperation(JsonElement json) => ReadChange(json) with
    {
        Origin = ReadRow(json),
        Restores = RestoredPlaceJson.Read(json),
        Until = json.TryGetProperty("until", out _) ? ReadInstant(json, "until") : null, // Nothing ends it, or the plan is from before this was kept.
    };

    // No row states it, or the plan is from before this was kept.
    private static RowRef? ReadRow(JsonElement json) =>
        json.TryGetProperty("row", out var row) ? new RowRef(row.GetProperty("file").GetInt32(), row.GetProperty("line").GetInt32()) : null;

    private static Operation ReadChange(JsonElement json)
    {
        var cause = Enum.Parse<OperationCause>(json.GetProperty("cause").GetString()!);
        return json.GetProperty("kind").GetString() switch
        {
            "grantSkill" => new Operation.GrantSkill(Skill(json), Level(json, "to"), Gate(json), cause),
            "rateSkill" => new Operation.RateSkill(Skill(json), Level(json, "from"), Level(json, "to"), Gate(json), cause),
            "revokeSkill" => new Operation.RevokeSkill(Skill(json), Level(json, "from"), Gate(json), cause),
            "setCertification" => new Operation.SetCertification(Certification(json), ReadHeld(json.GetProperty("from")), ReadHeld(json.GetProperty("to"))!.Value, cause),
            "endCertification" => new Operation.EndCertification(Certification(json), ReadHeld(json.GetProperty("from"))!.Value, ReadHeld(json.GetProperty("to"))!.Value, cause),
            var kind => throw new PlanFileException($"The plan has an operation of the unknown kind '{kind}'. Make a new one."),
        };
    }

    private static SkillId Skill(JsonElement json) => new(json.GetProperty("skill").GetString()!);

    private static CertificationId Certification(JsonElement json) => new(json.GetProperty("certification").GetString()!);

    private static Level Level(JsonElement json, string name) => new(json.GetProperty(name).GetDecimal());

    private static bool Gate(JsonElement json) => json.GetProperty("gate").GetBoolean();

    internal static void WriteHeld(Utf8JsonWriter writer, HeldCertification? held)
    {
        if (held is not { } value)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        WriteInstant(writer, "issuedOn", value.IssuedOn);
        WriteInstant(writer, "expiresOn", value.ExpiresOn);
        writer.WriteEndObject();
    }

    internal static HeldCertification? ReadHeld(JsonElement json) => json.ValueKind == JsonValueKind.Null
        ? null
        : new HeldCertification(ReadInstant(json, "issuedOn"), ReadInstant(json, "expiresOn"));

    internal static void WriteInstant(Utf8JsonWriter writer, string name, Instant? instant) =>
        writer.WriteString(name, instant is { } value ? InstantPattern.ExtendedIso.Format(value) : null);

    internal static Instant? ReadInstant(JsonElement json, string name) =>
        json.GetProperty(name).GetString() is { } text ? InstantPattern.ExtendedIso.Parse(text).Value : null;
}
