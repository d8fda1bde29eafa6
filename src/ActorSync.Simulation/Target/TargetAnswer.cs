namespace ActorSync.Simulation.Target;

/// <summary>What the simulated target answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON body as UTF-8, or empty.</param>
/// <param name="RetryAfter">The pause that a 429 states; null for any other, and where it is left out.</param>
public sealed record TargetAnswer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null)
{
    /// <summary>An error of the API.</summary>
    public static TargetAnswer Error(int status, string code, string message) => new(status, JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("message"u8, message);
        json.WriteString("code"u8, code);
        json.WriteNumber("status"u8, status);
        json.WriteEndObject();
    }));
}
