using System.Globalization;
using ActorSync.Core.Pacing;

namespace ActorSync.Simulation.Target;

/// <summary>What the simulated target answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON body as UTF-8, or empty.</param>
/// <param name="RetryAfter">The pause that a 429 states; null for any other, and where it is left out.</param>
public sealed record TargetAnswer(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null)
{
    /// <summary>The limit that a 429 names; null for any other, and where it is the token's.</summary>
    public NamedLimit? Limit { get; private init; }

    /// <summary>An error of the API.</summary>
    public static TargetAnswer Error(int status, string code, string message) => Error(status, code, message, limit: null);

    /// <summary>The refusal of a request that is one too many.</summary>
    /// <param name="retryAfter">The pause asked for, in whole seconds.</param>
    /// <param name="limit">The limit that it names; null for the token's.</param>
    public static TargetAnswer TooMany(TimeSpan retryAfter, NamedLimit? limit)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"Rate limit exceeded the maximum. Retry the request in [{retryAfter.TotalSeconds}] seconds");
        return Error(429, "too.many.requests.retry.after", message, limit) with { RetryAfter = retryAfter, Limit = limit };
    }

    private static TargetAnswer Error(int status, string code, string message, NamedLimit? limit) => new(status, JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("message"u8, message);
        json.WriteString("code"u8, code);
        json.WriteNumber("status"u8, status);
        if (limit is not null)
        {
            json.WriteStartObject("limit"u8);
            json.WriteString("key"u8, limit.Key);
            json.WriteString("namespace"u8, limit.Namespace);
            if (limit.Value is { } value)
            {
                json.WriteNumber("value"u8, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }));
}
