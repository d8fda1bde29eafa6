using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.Scripts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorSync.Sandbox.Inspection;

/// <summary>The paths under <c>/sandbox</c>: what the target saw and holds, and what changes in it. They need no token, are not counted and not limited.</summary>
internal sealed class InspectionEndpoints(SandboxServices services)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/sandbox/requests", ["GET"], WriteRequestsAsync);
        endpoints.MapMethods("/sandbox/stats", ["GET"], WriteStatsAsync);
        endpoints.MapMethods("/sandbox/state", ["GET"], http => WriteAsync(http, 200, json => StateReport.Write(json, services.World)));
        endpoints.MapMethods("/sandbox/edit", ["POST"], EditAsync);
        endpoints.MapMethods("/sandbox/faults", ["POST"], ReplaceFaultsAsync);
        endpoints.MapMethods("/sandbox/limit", ["PUT"], ChangeLimitAsync);
        endpoints.MapMethods("/sandbox/script", ["PUT"], ReplaceScriptAsync);
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

        http.Response.ContentType = "application/x-ndjson";
        await RequestLines.WriteAsync(http.Response.BodyWriter, services.Log, since, http.RequestAborted);
    }

    private Task WriteStatsAsync(HttpContext http)
    {
        var now = services.Clock.Elapsed;
        services.Script.AdvanceTo(now);
        var other = services.Tokens.OtherClientAt(now);
        return WriteAsync(http, 200, json => services.Counts.Write(json, other));
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

    private Task ReplaceFaultsAsync(HttpContext http) => ChangeAsync(http, body =>
        ChangeReader.ReadRules(body, services.Faults.Replace));

    private Task ChangeLimitAsync(HttpContext http) => ChangeAsync(http, body =>
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return "The body is an object such as {\"limit\": \"100/60\"}.";
        }

        if (ChangeReader.TryRead(body, isStep: false, out var problem) is { } change)
        {
            services.Controls.Make(change, services.Clock.Elapsed);
        }

        return problem;
    });

    private Task ReplaceScriptAsync(HttpContext http) => ChangeAsync(http, body =>
    {
        if (SandboxScript.TryRead(body, out var problem) is { } steps)
        {
            services.Script.Replace(steps, services.Clock.Elapsed);
        }

        return problem;
    });

    /// <summary>Makes a change that is null where it was made, and one sentence where it cannot be.</summary>
    private async Task ChangeAsync(HttpContext http, Func<JsonElement, string?> change)
    {
        if (await ReadJsonAsync(http) is not { } body)
        {
            await RefuseAsync(http, "The body is no JSON.");
            return;
        }

        services.Script.AdvanceTo(services.Clock.Elapsed);
        if (change(body) is { } problem)
        {
            await RefuseAsync(http, problem);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

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
