using System.Text.Json;

namespace ActorSync.Engine.Gateway;

/// <summary>What a token endpoint says. A class, so that nothing prints the token.</summary>
internal sealed class TokenAnswer
{
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
