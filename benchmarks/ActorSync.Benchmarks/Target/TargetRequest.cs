using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActorSync.Benchmarks.Target;

/// <summary>One request as the target received it.</summary>
/// <param name="RequestId">What the client sent as <c>X-Request-Id</c>, or null.</param>
/// <param name="Method">The verb.</param>
/// <param name="Token">The label of the token.</param>
/// <param name="ReceivedAt">When it came, to the microsecond.</param>
/// <param name="AnsweredAt">When the answer was ready to be sent, or null.</param>
/// <param name="Status">The status of the answer, 0 for none.</param>
/// <param name="RetryAfter">How long a 429 said to wait, or null.</param>
internal sealed record TargetRequest(
    string? RequestId, string Method, string? Token, DateTimeOffset ReceivedAt, DateTimeOffset? AnsweredAt, int Status, TimeSpan? RetryAfter)
{
    /// <summary>The user whom the path names, or null.</summary>
    public string? User { get; init; }

    /// <summary>The path, without the query.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>Whether it was a write and was done, whatever the client was told.</summary>
    public bool IsApplied { get; init; }

    private const double MostSeconds = 1_000_000;
    private const string TokenPath = "/oauth/token";

    /// <summary>Whether it was answered by 429.</summary>
    public bool IsThrottled => Status == 429;

    /// <summary>Whether it could have changed something.</summary>
    public bool IsWrite => Method != "GET";

    /// <summary>Reads the lines of <c>/sandbox/requests</c>; requests for tokens are left out, as they have no id and count apart.</summary>
    public static ImmutableArray<TargetRequest> ReadAll(byte[] lines) =>
        [.. Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<TargetRequest>()];

    private static TargetRequest? Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var entry = document.RootElement;
        if (entry.GetProperty("path").GetString() == TokenPath)
        {
            return null;
        }

        return new TargetRequest(
            entry.GetProperty("requestId").GetString(),
            entry.GetProperty("method").GetString()!,
            entry.GetProperty("token").GetString(),
            InstantOf(entry.GetProperty("receivedAt"))!.Value,
            InstantOf(entry.GetProperty("answeredAt")),
            entry.GetProperty("status").GetInt32(),
            entry.GetProperty("retryAfter").GetString() is { } seconds ? SecondsOf(seconds) : null)
        {
            User = entry.GetProperty("user").GetString(),
            Path = entry.GetProperty("path").GetString()!,
            IsApplied = entry.GetProperty("applied").GetBoolean(),
        };
    }

    // A target at fault says it in many ways; what is no number of seconds is no figure here.
    private static TimeSpan? SecondsOf(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < MostSeconds ? TimeSpan.FromSeconds(seconds) : null;

    private static DateTimeOffset? InstantOf(JsonElement value) =>
        value.GetString() is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
}
