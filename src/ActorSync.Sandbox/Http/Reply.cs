using System.Text.Json;

namespace ActorSync.Sandbox.Http;

/// <summary>An answer that is not sent yet.</summary>
/// <param name="Status">The HTTP status; 0 where the connection ends without an answer.</param>
internal sealed record Reply(int Status) : IDisposable
{
    public JsonBody? Body { get; private init; }

    /// <summary>A body that is no JSON, as a proxy in between would send it.</summary>
    public string? Html { get; private init; }

    public string? RetryAfter { get; init; }

    /// <summary>What happens to the answer on its way.</summary>
    public AnswerDamage Damage { get; init; }

    /// <summary>How the connection ends, where it does so without an answer.</summary>
    public ConnectionEnd End { get; private init; }

    public static Reply Ok(Action<Utf8JsonWriter> write) => Json(200, write);

    public static Reply Json(int status, Action<Utf8JsonWriter> write) => new(status) { Body = JsonBody.Of(write) };

    public static Reply OfHtml(int status, string html) => new(status) { Html = html };

    public static Reply Empty(int status) => new(status);

    /// <summary>No answer: the connection ends.</summary>
    public static Reply OfEnd(ConnectionEnd end) => new(0) { End = end };

    public void Dispose() => Body?.Dispose();
}
