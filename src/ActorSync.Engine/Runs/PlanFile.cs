using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime.Text;

namespace ActorSync.Engine.Runs;

/// <summary>The file form of a plan: canonical JSON, so that equal plans are equal bytes.</summary>
public static class PlanFile
{
    private const int Version = 1;

    // What a user takes at least, and each operation: so that the buffer does not grow by copies.
    private const int BytesPerUser = 900;
    private const int BytesPerOperation = 350;

    // As long as an id, and none.
    private static readonly string Unknown = new('-', SHA256.HashSizeInBytes * 2);
    private static readonly byte[] UnknownInBytes = Encoding.UTF8.GetBytes(Unknown);

    /// <summary>Gives the plan its id and its bytes.</summary>
    public static (PlanDocument Plan, ReadOnlyMemory<byte> Bytes) Seal(PlanDocument draft)
    {
        // Written once: the id stands in for itself until it is known, and is left out of what it is worked out from.
        var bytes = Write(draft with { PlanId = Unknown });
        var id = IdOf(bytes, Unknown)!;
        Encoding.UTF8.GetBytes(id, MemoryMarshal.AsMemory(bytes).Span[bytes.Span.IndexOf(UnknownInBytes)..]);
        return (draft with { PlanId = id }, bytes);
    }

    /// <summary>Reads a plan and checks that nobody edited it.</summary>
    /// <exception cref="PlanFileException">The bytes are not a plan of this version, or do not match their id.</exception>
    public static PlanDocument Read(ReadOnlyMemory<byte> bytes)
    {
        var plan = Guarded(() =>
        {
            using var json = JsonDocument.Parse(bytes);
            return Read(json.RootElement);
        });
        return IdOf(bytes, plan.PlanId) == plan.PlanId || Seal(plan).Plan.PlanId == plan.PlanId
            ? plan
            : throw new PlanFileException("The plan was edited after it was made: its content does not match its id. Make a new one.");
    }

    /// <summary>Reads a run's own plan for whoever goes on with it, and checks that nobody edited it: all but its users, and the way to those to whom something is to be done.</summary>
    /// <remarks>Of 100,000 people most may be done. To read them all would keep those who are left waiting for seconds.</remarks>
    /// <exception cref="PlanFileException">As of <see cref="Read(ReadOnlyMemory{byte})"/>.</exception>
    public static (PlanDocument WithoutUsers, KeptUsers Users) ReadKept(ReadOnlyMemory<byte> bytes)
    {
        if (Guarded(() => Scan(bytes)) is { } kept && IdOf(bytes, kept.WithoutUsers.PlanId) == kept.WithoutUsers.PlanId)
        {
            return kept;
        }

        var whole = Read(bytes);
        return (whole with { Users = [] }, KeptUsers.Of(whole));
    }

    private static (PlanDocument WithoutUsers, KeptUsers Users)? Scan(ReadOnlyMemory<byte> bytes)
    {
        if (PlanScan.Of(bytes.Span) is not { } scan)
        {
            return null;
        }

        using var json = JsonDocument.Parse(scan.WithoutUsers);
        return (Read(json.RootElement), new KeptUsers(scan.Users, index => Guarded(() => ReadUser(bytes[scan.Places[index]]))));
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or UnparsableValueException)
        {
            throw new PlanFileException("This is not a plan that `actorsync plan --out` wrote. Make a new one.", exception);
        }
    }

    private static PlannedUser ReadUser(ReadOnlyMemory<byte> bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        return PlanUserJson.Read(json.RootElement);
    }

    // By the bytes as they are: an earlier version's plan lacks what the summary has learned to say since.
    private static string? IdOf(ReadOnlyMemory<byte> bytes, string id)
    {
        var at = id.Length == 0 ? -1 : bytes.Span.IndexOf(Encoding.UTF8.GetBytes(id));
        if (at < 0)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes.Span[..at]);
        hash.AppendData(bytes.Span[(at + Encoding.UTF8.GetByteCount(id))..]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ReadOnlyMemory<byte> Write(PlanDocument plan)
    {
        var buffer = new ArrayBufferWriter<byte>(BytesPerUser + (int)Math.Min(
            Array.MaxLength / 2, plan.Users.Sum(user => (long)BytesPerUser + (user.Operations.Length * BytesPerOperation))));
        using (var writer = new Utf8JsonWriter(buffer, SummaryJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version"u8, Version);
            writer.WriteString("planId"u8, plan.PlanId);
            writer.WriteString("createdAt"u8, InstantPattern.ExtendedIso.Format(plan.CreatedAt));
            writer.WriteString("target"u8, plan.Target);
            writer.WriteString("configurationHash"u8, plan.ConfigurationHash);
            writer.WriteString("source"u8, plan.Source.Value);
            WriteFiles(writer, plan);
            if (plan.Undoes is { } undone)
            {
                writer.WriteString("undoes"u8, undone.Value);
            }

            writer.WritePropertyName("summary"u8);
            SummaryJson.Write(writer, plan.Summary with { Gateway = null, Worked = null }); // How fast the target answered, and how long that took, is no part of what is to be done.
            PlanNamesJson.Write(writer, plan.Names);
            writer.WriteStartArray("users"u8);
            foreach (var user in plan.Users)
            {
                PlanUserJson.Write(writer, user);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteFiles(Utf8JsonWriter writer, PlanDocument plan)
    {
        if (plan.Files.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("files"u8);
        foreach (var file in plan.Files)
        {
            writer.WriteStringValue(file);
        }

        writer.WriteEndArray();
    }

    private static PlanDocument Read(JsonElement json)
    {
        if (json.GetProperty("version").GetInt32() != Version)
        {
            throw new PlanFileException($"The plan has version {json.GetProperty("version").GetInt32()}, and this program reads version {Version}. Make a new one.");
        }

        return new PlanDocument(
            json.GetProperty("planId").GetString()!,
            InstantPattern.ExtendedIso.Parse(json.GetProperty("createdAt").GetString()!).Value,
            json.GetProperty("target").GetString()!,
            json.GetProperty("configurationHash").GetString()!,
            new SourceName(json.GetProperty("source").GetString()!),
            SummaryJson.Read(json.GetProperty("summary")),
            [.. json.GetProperty("users").EnumerateArray().Select(PlanUserJson.Read)])
        {
            Names = PlanNamesJson.Read(json),
            Undoes = json.TryGetProperty("undoes", out var undone) ? new RunId(undone.GetString()!) : null,
            Files = json.TryGetProperty("files", out var files) ? [.. files.EnumerateArray().Select(file => file.GetString()!)] : [],
        };
    }
}
