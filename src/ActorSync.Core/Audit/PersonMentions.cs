using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorSync.Core.Audit;

/// <summary>Finds where a text or a JSON value names one person, and takes that out.</summary>
/// <remarks>A name counts where it stands as a whole word, whatever its case. Rather too much is taken out than too little.</remarks>
public sealed class PersonMentions
{
    /// <summary>What stands where a text was that had to stay.</summary>
    public const string Erased = "(erased)";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImmutableArray<string> _names;

    /// <summary>Looks for these.</summary>
    /// <param name="names">What the person goes by: ids and e-mails; empty ones are left out.</param>
    public PersonMentions(IEnumerable<string?> names) =>
        _names = [.. names.OfType<string>().Where(name => name.Trim().Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether a text names the person.</summary>
    public bool AreIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        return _names.Any(name => Stands(name, text));
    }

    /// <summary>The JSON object without whatever names the person: the innermost element of a list, else the text itself; null where nothing does.</summary>
    public string? Without(string json)
    {
        ArgumentNullException.ThrowIfNull(json);

        if (!AreIn(json) && !json.Contains('\\', StringComparison.Ordinal)) // What is escaped may be a name in disguise.
        {
            return null;
        }

        var root = JsonNode.Parse(json)!;
        return TakeOut(root) ? root.ToJsonString(Compact) : null;
    }

    private static bool Stands(string name, string text)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    // Whether anything was taken out of it.
    private bool TakeOut(JsonNode node) => node switch
    {
        JsonObject members => members.ToList().Aggregate(false, (changed, member) => TakeOut(members, member.Key, member.Value) || changed),
        JsonArray elements => elements.ToList().Aggregate(false, (changed, element) => TakeOut(elements, element) || changed),
        _ => false,
    };

    private bool TakeOut(JsonObject members, string key, JsonNode? value)
    {
        if (value is JsonValue text && Names(text))
        {
            members[key] = Erased;
            return true;
        }

        return value is not null && TakeOut(value);
    }

    private bool TakeOut(JsonArray elements, JsonNode? element)
    {
        var isOwn = element switch
        {
            JsonValue text => Names(text),
            JsonObject members => members.Any(member => member.Value is JsonValue text && Names(text)),
            _ => false,
        };
        return isOwn ? elements.Remove(element) : element is not null && TakeOut(element);
    }

    private bool Names(JsonValue value) => value.GetValueKind() == JsonValueKind.String && AreIn(value.GetValue<string>());
}
