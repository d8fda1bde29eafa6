using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorSync.Sandbox.Inspection;

/// <summary>The paths under <c>/sandbox</c>: what the target saw and holds. They need no token, are not counted and not limited.</summary>
internal sealed class InspectionEndpoints(SandboxServices services)
{
    private const int BlockOfEntries = 10_000;
    private static readonly byte[] LineEnd = [(byte)'\n'];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/sandbox/requests", ["GET"], WriteRequestsAsync);
        endpoints.MapMethods("/sandbox/stats", ["GET"], http => WriteAsync(http, 200, services.Counts.Write));
        endpoints.MapMethods("/sandbox/state", ["GET"], http => WriteAsync(http, 200, json => StateReport.Write(json, services.World)));
        endpoints.MapMethods("/sandbox/edit", ["POST"], EditAsync);
        endpoints.MapMethods("/sandbox/faults", ["POST"], ReplaceFaultsAsync);
        endpoints.Map("/sandbox/{**path}", http => WriteAsync(http, StatusCodes.Status404NotFound, json => WriteMessage(json, "No such path.")));
    }

    private async Task WriteRequestsAsync(HttpContext http)
    {
        string? text = http.Request.Query["since"];
        if (!long.TryParse(text ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var since))
        {
            await RefuseAsync(http, "since is the sequence number of a request.");
            return;
        }

        // A line each, block by block: the log of a long run is large, and grows while it is read.
        http.Response.ContentType = "application/x-ndjson";
        while (services.Log.After(since, BlockOfEntries) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                using var line = JsonBody.Of(json => Write(json, entry));
                await http.Response.BodyWriter.WriteAsync(line.Bytes);
                await http.Response.BodyWriter.WriteAsync(LineEnd);
            }

            since = entries[^1].Sequence;
        }
    }

    private async Task EditAsync(HttpContext http)
    {
        if (await ReadJsonAsync(http) is not { } body)
        {
            await RefuseAsync(http, "The body is no JSON.");
            return;
        }

        var problem = ManualEdit.Apply(services.World, body, out var durable);
        if (problem is not null)
        {
            await RefuseAsync(http, problem);
            return;
        }

        await durable;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task ReplaceFaultsAsync(HttpContext http)
    {
        if (await ReadJsonAsync(http) is not { ValueKind: JsonValueKind.Array } body)
        {
            await RefuseAsync(http, "The body is a JSON array of faults such as \"stall:seconds=16\".");
            return;
        }

        var rules = ImmutableArray.CreateBuilder<FaultRule>();
        foreach (var item in body.EnumerateArray())
        {
            if (FaultRule.TryParse(item.ToString(), out var problem) is not { } rule)
            {
                await RefuseAsync(http, problem!);
                return;
            }

            rules.Add(rule);
        }

        services.Faults.Replace(rules.ToImmutable());
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static void Write(Utf8JsonWriter json, RequestEntry entry)
    {
        // Whether it is answered is asked first: all else is set before that instant is.
        var answeredAt = entry.AnsweredAt;
        json.WriteStartObject();
        json.WriteNumber("sequence", entry.Sequence);
        json.WriteString("receivedAt", Micros(entry.ReceivedAt));
        json.WriteString("answeredAt", answeredAt is { } at ? Micros(at) : null);
        json.WriteString("method", entry.Method);
        json.WriteString("path", entry.Path);
        json.WriteString("query", entry.Query);
        json.WriteString("route", entry.Route);
        json.WriteString("token", entry.Token);
        json.WriteString("user", entry.User);
        json.WriteNumber("status", entry.Status);
        json.WriteString("retryAfter", entry.RetryAfter);
        json.WriteString("requestId", entry.RequestId);
        json.WriteEndObject();
    }

    private static string Micros(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static async Task<JsonElement?> ReadJsonAsync(HttpContext http)
    {
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes);
        try
        {
            return JsonElement.Parse(bytes.ToArray());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext http, string message) =>
        WriteAsync(http, StatusCodes.Status400BadRequest, json => WriteMessage(json, message));

    private static void WriteMessage(Utf8JsonWriter json, string message)
    {
        json.WriteStartObject();
        json.WriteString("message", message);
        json.WriteEndObject();
    }

    private static async Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        using var body = JsonBody.Of(write);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Bytes.Length;
        await http.Response.BodyWriter.WriteAsync(body.Bytes);
    }
}
