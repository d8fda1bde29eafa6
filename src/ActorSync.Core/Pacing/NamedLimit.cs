using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ActorSync.Core.Pacing;

/// <summary>The limit that a 429 names in the member <c>limit</c> of its body.</summary>
/// <param name="Key">Which limit, such as <c>organization.queue.requests.rate.per.minute</c>.</param>
/// <param name="Namespace">The part of the platform that it belongs to, or empty.</param>
/// <param name="Value">How many requests it allows in a minute, where the answer says it and it is above 0; else null.</param>
public sealed record NamedLimit(string Key, string Namespace, int? Value)
{
    /// <summary>A longer name than this is not believed.</summary>
    public const int MostCharacters = 200;

    private const string LabelSeparator = " on ";

    /// <summary>Whether the limit is the token's own, which every request with that token shares.</summary>
    public bool IsOfToken => Key.Contains("token", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the limit holds for the whole organisation, so that all routes which meet it share it.</summary>
    public bool IsOfOrganization =>
        Key.StartsWith("org", StringComparison.OrdinalIgnoreCase) || Key.Contains(".org", StringComparison.OrdinalIgnoreCase);

    /// <summary>What tells this limit from others: one of the organisation is the same on all routes, any other is the route's own.</summary>
    public string NameFor(string route) => IsOfOrganization ? $"{Namespace}/{Key}" : LabelFor(route);

    /// <summary>What a person, the log and the journal call this limit, as it was met on a route.</summary>
    public string LabelFor(string route) => $"{Namespace}/{Key}{LabelSeparator}{route}";

    /// <summary>Reads what <see cref="LabelFor"/> wrote.</summary>
    public static bool TryParseLabel(string label, [NotNullWhen(true)] out NamedLimit? limit, [NotNullWhen(true)] out string? route)
    {
        ArgumentNullException.ThrowIfNull(label);

        (limit, route) = (null, null);
        var slash = label.IndexOf('/', StringComparison.Ordinal);
        var separator = slash < 0 ? -1 : label.IndexOf(LabelSeparator, slash, StringComparison.Ordinal);
        if (separator < 0)
        {
            return false;
        }

        limit = new NamedLimit(label[(slash + 1)..separator], label[..slash], Value: null);
        route = label[(separator + LabelSeparator.Length)..];
        return limit.Key.Length > 0;
    }

    /// <summary>Reads the body of a 429.</summary>
    /// <returns>Null where it names no limit or is not the JSON of an error.</returns>
    public static NamedLimit? TryRead(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isLimit = reader.ValueTextEquals("limit"u8);
                    reader.Read();
                    if (isLimit && reader.TokenType == JsonTokenType.StartObject)
                    {
                        return ReadLimit(ref reader);
                    }

                    reader.Skip();
                }
            }

            return null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // A text that is no UTF-8, or half of a surrogate pair, is an invalid operation to the reader and no JSON error.
            // What stands in the body of a 429 is a courtesy: without it the pause is the token's.
            return null;
        }
    }

    /// <summary>Names come from the target and go to terminals, logs and the journal.</summary>
    private static bool IsName([NotNullWhen(true)] string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= MostCharacters && !text.Any(char.IsControl);

    private static NamedLimit? ReadLimit(ref Utf8JsonReader reader)
    {
        string? key = null;
        var group = string.Empty;
        int? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isKey, isNamespace, isValue) = (reader.ValueTextEquals("key"u8), reader.ValueTextEquals("namespace"u8), reader.ValueTextEquals("value"u8));
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.String when isKey:
                    key = reader.GetString();
                    break;
                case JsonTokenType.String when isNamespace:
                    group = reader.GetString()!;
                    break;
                case JsonTokenType.Number when isValue:
                    value = reader.TryGetInt32(out var number) && number > 0 ? number : null;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return IsName(key) && (group.Length == 0 || IsName(group)) ? new NamedLimit(key, group, value) : null;
    }
}
