using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using ActorSync.Sandbox.Faults;

namespace ActorSync.Sandbox.Inspection;

/// <summary>Writes the log of requests as JSON, a line each.</summary>
internal static class RequestLines
{
    private const int BlockOfEntries = 10_000;
    private const int BytesBetweenFlushes = 1 << 16;
    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const int InstantLength = 27;

    private static readonly (FaultKind Kind, JsonEncodedText Name)[] Kinds =
        [.. Enum.GetValues<FaultKind>().Select(kind => (kind, JsonEncodedText.Encode(FaultRule.NameOf(kind))))];

    /// <summary>Writes what came after the request with the sequence number <paramref name="since"/>, block by block: a long log grows while it is read.</summary>
    public static async Task WriteAsync(PipeWriter output, RequestLog log, long since, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var unflushed = 0L;
        while (log.After(since, BlockOfEntries) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                Write(json, entry);
                json.Flush();
                unflushed += json.BytesCommitted;
                json.Reset();
                output.Write("\n"u8);
                if (unflushed >= BytesBetweenFlushes)
                {
                    unflushed = 0;
                    await output.FlushAsync(cancellation);
                }
            }

            since = entries[^1].Sequence;
        }

        await output.FlushAsync(cancellation);
    }

    private static void Write(Utf8JsonWriter json, RequestEntry entry)
    {
        // Whether it is answered is asked first: all else is set before that instant is.
        var answeredAt = entry.AnsweredAt;
        json.WriteStartObject();
        json.WriteNumber("sequence"u8, entry.Sequence);
        WriteInstant(json, "receivedAt"u8, entry.ReceivedAt);
        WriteInstant(json, "answeredAt"u8, answeredAt);
        json.WriteString("method"u8, entry.Method);
        json.WriteString("path"u8, entry.Path);
        json.WriteString("query"u8, entry.Query);
        json.WriteString("route"u8, entry.Route);
        json.WriteString("token"u8, entry.Token);
        json.WriteString("user"u8, entry.User);
        json.WriteNumber("status"u8, entry.Status);
        json.WriteString("retryAfter"u8, entry.RetryAfter);
        json.WriteString("requestId"u8, entry.RequestId);
        json.WriteString("limit"u8, entry.Limit);
        json.WriteStartArray("faults"u8);
        if (entry.IsStruck)
        {
            foreach (var (kind, name) in Kinds)
            {
                if (entry.IsStruckBy(kind))
                {
                    json.WriteStringValue(name);
                }
            }
        }

        json.WriteEndArray();
        json.WriteBoolean("applied"u8, entry.IsApplied);
        json.WriteEndObject();
    }

    private static void WriteInstant(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        Span<byte> text = stackalloc byte[InstantLength];
        if (instant is { } at && at.UtcDateTime.TryFormat(text, out var length, Microseconds, CultureInfo.InvariantCulture))
        {
            json.WriteString(name, text[..length]);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
