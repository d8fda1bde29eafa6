using System.Globalization;
using System.Text.Json;

namespace ActorSync.Core.Gateway;

/// <summary>What a token endpoint says, and what that means to all who ask it. A class, so that nothing prints the token.</summary>
public sealed class TokenAnswer
{
    /// <summary>The life of a token whose answer does not give one.</summary>
    public static readonly TimeSpan AssumedLife = TimeSpan.FromHours(1);

    /// <summary>How many successes without a usable token are enough to know that it is no token endpoint.</summary>
    public const int MostWithoutToken = 2;

    /// <summary>How many tokens may be refused in a row just after they were issued, where the credentials work otherwise: a target ends tokens in passing.</summary>
    public const int MostFreshRefusals = 3;

    private const string ThrottleWords = "rate limit exceeded";

    private TokenAnswer()
    {
    }

    /// <summary>The token, or null where there is none that a header can carry.</summary>
    public string? AccessToken { get; private init; }

    /// <summary>How long the token is good, or null where that is not said or makes no sense.</summary>
    public TimeSpan? Life { get; private init; }

    /// <summary>The OAuth error code, or null.</summary>
    public string? Error { get; private init; }

    /// <summary>The text beside it, or null.</summary>
    public string? Description { get; private init; }

    /// <summary>Reads an answer of any status; what is no JSON object says nothing.</summary>
    public static TokenAnswer Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : new TokenAnswer();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair is an invalid operation to the reader and no JSON error.
            return new TokenAnswer();
        }
    }

    /// <summary>Whether the endpoint throttles, which some say by another status than 429.</summary>
    public bool IsThrottle(int status) => status == AnswerStatus.TooManyRequests
        || (Error == "invalid_request" && Description?.StartsWith(ThrottleWords, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>What is wrong with the answer under a status of success, or null where its token can be used.</summary>
    /// <param name="url">What was asked.</param>
    /// <param name="status">The status of success.</param>
    /// <param name="took">How long ago the token was asked for: one whose life was over before it came would be asked for again at once, for ever.</param>
    public string? Problem(Uri url, int status, TimeSpan took)
    {
        var problem = AccessToken is null ? "without a usable token"
            : (Life ?? AssumedLife) <= took ? "with a token that was over before it came"
            : null;
        return problem is null ? null : $"the token endpoint {url} answered {status.ToString(CultureInfo.InvariantCulture)} {problem}";
    }

    /// <summary>What is known after <see cref="MostWithoutToken"/> successes without a usable token.</summary>
    /// <param name="problem">The last one's.</param>
    public static string NoTokenEndpoint(string problem) =>
        $"{problem}, and again when asked once more. Something else than a token endpoint answers there, such as a proxy or a login page";

    private static TokenAnswer Read(JsonElement root)
    {
        var token = Text(root, "access_token");
        var hasLife = root.TryGetProperty("expires_in", out var life) && life.ValueKind == JsonValueKind.Number;
        var seconds = hasLife ? life.GetDouble() : 0;

        return new TokenAnswer
        {
            AccessToken = token is { Length: > 0 } && token.All(static letter => letter is > ' ' and <= '~') ? token : null,
            Life = seconds is > 0 and < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null,
            Error = Text(root, "error"),
            Description = Text(root, "error_description"),
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
