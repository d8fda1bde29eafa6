using System.IO.Compression;
using System.Text;
using ActorSync.Sandbox.Seeding;
using Microsoft.AspNetCore.Http;

namespace ActorSync.Sandbox.Http;

/// <summary>Puts an answer on the wire.</summary>
internal static class ReplySender
{
    /// <summary>A smaller body costs more to compress than it saves.</summary>
    private const int MinCompressedBytes = 16_384;

    public static async Task SendAsync(HttpContext http, Reply reply, SandboxServices services, long sequence)
    {
        if (reply.Status == 0)
        {
            await Hangup.EndAsync(http, reply.End);
            return;
        }

        var response = http.Response;
        response.StatusCode = reply.Status;
        response.Headers.Date = services.Clock.DateHeader;
        if (services.Dialect.CorrelationHeader is { } correlation)
        {
            response.Headers[correlation] = StableId.Uuid(sequence);
        }

        if (reply.RetryAfter is not null)
        {
            response.Headers.RetryAfter = reply.RetryAfter;
        }

        if (reply.Html is not null)
        {
            await SendAsync(http, "text/html", Encoding.UTF8.GetBytes(reply.Html), AnswerDamage.None);
        }
        else if (reply.Body is { } body)
        {
            await SendJsonAsync(http, body.Bytes, reply.Damage);
        }
        else if (reply.Status != StatusCodes.Status204NoContent)
        {
            response.ContentLength = 0;
        }
    }

    private static async Task SendJsonAsync(HttpContext http, ReadOnlyMemory<byte> json, AnswerDamage damage)
    {
        var isAccepted = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (damage == AnswerDamage.Garbage)
        {
            http.Response.Headers.ContentEncoding = "gzip";
        }
        else if (isAccepted && damage is AnswerDamage.None or AnswerDamage.Compressed && (json.Length >= MinCompressedBytes || damage == AnswerDamage.Compressed))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            json = Compress(json.Span);
        }

        await SendAsync(http, "application/json", json, damage);
    }

    private static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private static async Task SendAsync(HttpContext http, string contentType, ReadOnlyMemory<byte> bytes, AnswerDamage damage)
    {
        var half = bytes[..(bytes.Length / 2)];
        http.Response.ContentType = contentType;
        http.Response.ContentLength = damage == AnswerDamage.CutOff ? half.Length : bytes.Length;
        await http.Response.BodyWriter.WriteAsync(damage is AnswerDamage.CutOff or AnswerDamage.Interrupted ? half : bytes);
        if (damage == AnswerDamage.Interrupted)
        {
            await Hangup.EndAsync(http, ConnectionEnd.Quiet);
        }
    }
}
