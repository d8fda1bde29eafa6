using System.Buffers;
using System.Text.Json;
using ActorSync.Sandbox.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActorSync.Sandbox.Http;

/// <summary>Reads the JSON body of a request, within the size that the target accepts.</summary>
internal static class RequestBody
{
    /// <summary>The most bytes of a body; one more is 413.</summary>
    public const int MaxBytes = 512_000;

    private const int DefaultStruckBytes = 4_096;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Fills the call's body; the client may also hang up meanwhile.</summary>
    public static async Task<(Problem? Problem, bool Closed)> ReadAsync(Call call)
    {
        var request = call.Http.Request;
        if (!IsJson(request.ContentType))
        {
            return (new Problem(415, "unsupported.media.type", "The body of this request is application/json."), false);
        }

        if (request.ContentLength > MaxBytes)
        {
            return (TooLarge(), false);
        }

        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync();
                if (read.Buffer.Length > MaxBytes)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return (TooLarge(), false);
                }

                if (!read.IsCompleted)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                var problem = IsStruck(call, read.Buffer.Length) ? TooLarge() : Parse(call, read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return (problem, false);
            }
        }
        catch (IOException)
        {
            return (null, true);
        }
    }

    private static Problem? Parse(Call call, ReadOnlySequence<byte> bytes)
    {
        try
        {
            call.Body = bytes.IsSingleSegment
                ? JsonElement.Parse(bytes.FirstSpan, Strict)
                : JsonElement.Parse(bytes.ToArray(), Strict);
            return null;
        }
        catch (JsonException malformed)
        {
            return Problem.BadRequest($"The body is no JSON: {malformed.Message}");
        }
    }

    private static bool IsStruck(Call call, long bytes) =>
        call.Strike(FaultKind.RequestTooLarge, fault => bytes > (fault.Size ?? DefaultStruckBytes)) is not null;

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static Problem TooLarge() =>
        new(413, "request.entity.too.large", $"The body of a request has at most {MaxBytes} bytes.");
}
