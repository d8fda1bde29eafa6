using System.Text.Json;

namespace ActorSync.Sandbox.Http;

/// <summary>An answer that is not sent yet.</summary>
internal sealed record Reply(int Status) : IDisposable
{
    public JsonBody? Body { get; private init; }

    /// <summary>A body that is no JSON, as a proxy in between would send it.</summary>
    public string? Html { get; private init; }

    public string? RetryAfter { get; init; }

    public static Reply Ok(Action<Utf8JsonWriter> write) => Json(200, write);

    public static Reply Json(int status, Action<Utf8JsonWriter> write) => new(status) { Body = JsonBody.Of(write) };

    public static Reply OfHtml(int status, string html) => new(status) { Html = html };

    public static Reply Empty(int status) => new(status);

    public void Dispose() => Body?.Dispose();
}
