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
            await SendAsync(response, "text/html", Encoding.UTF8.GetBytes(reply.Html));
        }
        else if (reply.Body is { } body)
        {
            await SendJsonAsync(http, body.Bytes);
        }
        else if (reply.Status != StatusCodes.Status204NoContent)
        {
            response.ContentLength = 0;
        }
    }

    private static async Task SendJsonAsync(HttpContext http, ReadOnlyMemory<byte> json)
    {
        if (json.Length >= MinCompressedBytes && http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            json = Compress(json.Span);
        }

        await SendAsync(http.Response, "application/json", json);
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

    private static async Task SendAsync(HttpResponse response, string contentType, ReadOnlyMemory<byte> bytes)
    {
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        await response.BodyWriter.WriteAsync(bytes);
    }
}
