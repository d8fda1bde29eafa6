using System.Text.Json;

namespace ActorSync.Cli.Commands;

/// <summary>A value of a JSON file with the bytes that it takes there, so that it can be changed without touching what stands around it.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last.</param>
/// <param name="Members">The members, where it is an object; else null.</param>
/// <param name="Items">The elements, where it is an array; else null.</param>
internal sealed record JsonSpan(int Start, int End, IReadOnlyList<(string Name, JsonSpan Value)>? Members, IReadOnlyList<JsonSpan>? Items)
{
    /// <summary>Reads a file with comments and trailing commas, as a configuration may have them.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonSpan Read(byte[] file)
    {
        ReadOnlySpan<byte> bom = [0xEF, 0xBB, 0xBF];
        var start = file.AsSpan().StartsWith(bom) ? bom.Length : 0;
        var reader = new Utf8JsonReader(file.AsSpan(start), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        return Read(ref reader, start);
    }

    /// <summary>The member of that name, whatever its case, or null.</summary>
    public JsonSpan? Member(string name) => Members?.LastOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static JsonSpan Read(ref Utf8JsonReader reader, int offset)
    {
        var start = offset + (int)reader.TokenStartIndex;
        List<(string, JsonSpan)>? members = null;
        List<JsonSpan>? items = null;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            members = [];
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                members.Add((name, Read(ref reader, offset)));
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            items = [];
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                items.Add(Read(ref reader, offset));
            }
        }

        return new JsonSpan(start, offset + (int)reader.BytesConsumed, members, items);
    }
}
