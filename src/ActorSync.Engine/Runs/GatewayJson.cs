using System.Text.Json;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>The part of the summary's JSON that says what the gateway did.</summary>
internal static class GatewayJson
{
    private const string Name = "gateway";

    /// <summary>Writes the property and its object.</summary>
    public static void Write(Utf8JsonWriter writer, GatewaySummary gateway)
    {
        writer.WriteStartObject(Name);
        if (gateway.Utilisation is { } utilisation)
        {
            writer.WriteNumber("utilisation"u8, utilisation);
        }
        else
        {
            writer.WriteNull("utilisation"u8);
        }

        writer.WriteNumber("sent"u8, gateway.Sent);
        writer.WriteNumber("allowed"u8, gateway.Allowed);
        writer.WriteNumber("workedSeconds"u8, gateway.WorkedSeconds);
        writer.WriteNumber("pausedSeconds"u8, gateway.PausedSeconds);
        writer.WriteNumber("throttled"u8, gateway.Throttled);
        writer.WriteNumber("throttledWithoutWait"u8, gateway.BareThrottles);
        writer.WriteNumber("tokens"u8, gateway.Tokens);
        writer.WriteNumber("tokensThrottled"u8, gateway.TokenThrottles);
        writer.WriteStartArray("latencies"u8);
        foreach (var route in gateway.Routes)
        {
            writer.WriteStartObject();
            writer.WriteString("route"u8, route.Route);
            writer.WriteNumber("attempts"u8, route.Attempts);
            writer.WriteNumber("p50Ms"u8, route.P50);
            writer.WriteNumber("p95Ms"u8, route.P95);
            writer.WriteNumber("p99Ms"u8, route.P99);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads the object.</summary>
    public static GatewaySummary Read(JsonElement json)
    {
        var utilisation = json.GetProperty("utilisation");
        return new(
            utilisation.ValueKind == JsonValueKind.Null ? null : utilisation.GetDouble(),
            json.Count("sent"),
            json.Number("allowed"),
            json.Number("workedSeconds"),
            json.Number("pausedSeconds"),
            json.Count("throttled"),
            json.Count("throttledWithoutWait"),
            json.Count("tokens"),
            json.Count("tokensThrottled"),
            [.. json.GetProperty("latencies").EnumerateArray().Select(ReadRoute)]);
    }

    private static RouteLatency ReadRoute(JsonElement json) => new(
        json.Text("route"),
        json.Count("attempts"),
        json.Number("p50Ms"),
        json.Number("p95Ms"),
        json.Number("p99Ms"));
}
