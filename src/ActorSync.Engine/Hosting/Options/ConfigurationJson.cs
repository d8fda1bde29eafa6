using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Reads JSON with comments and trailing commas, and remembers the line of each value.</summary>
/// <remarks>The parser's own messages are not passed on: they quote the text, and the text may hold a secret.</remarks>
internal ref struct ConfigurationJson
{
    private const int DeepestNesting = 16;

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly Func<int, ConfigurationPlace> _placeOfLine;
    private Utf8JsonReader _reader;
    private int _counted;
    private int _line;

    private ConfigurationJson(ReadOnlySpan<byte> utf8, Func<int, ConfigurationPlace> placeOfLine)
    {
        _utf8 = utf8;
        _placeOfLine = placeOfLine;
        _line = 1;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = DeepestNesting,
        });
    }

    /// <summary>The value in <paramref name="utf8"/>, or null and a sentence about what is wrong and where.</summary>
    public static (ConfigurationNode? Node, string? Problem, ConfigurationPlace Place) Read(
        ReadOnlySpan<byte> utf8, Func<int, ConfigurationPlace> placeOfLine)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }

        if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return (null, "is not text in UTF-8; save it as UTF-8", placeOfLine(1));
        }

        var json = new ConfigurationJson(utf8, placeOfLine);
        try
        {
            json._reader.Read();
            var node = json.Value();
            json._reader.Read(); // Anything but the end throws.
            return (node, null, node.Place);
        }
        catch (JsonException exception)
        {
            var line = (int)(exception.LineNumber ?? 0) + 1;
            var column = (int)(exception.BytePositionInLine ?? 0) + 1;
            return (null, $"is not JSON, or nested deeper than {DeepestNesting}; look at line {line}, column {column}", placeOfLine(line));
        }
        catch (InvalidOperationException)
        {
            return (null, "holds an escape (\\u…) that is no character", json.Here());
        }
    }

    private ConfigurationNode Value()
    {
        var place = Here();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Branch(place);
            case JsonTokenType.StartArray:
                return Sequence(place);
            case JsonTokenType.String:
                return new ConfigurationNode.Scalar(ScalarKind.Text, _reader.GetString()!, place);
            case JsonTokenType.Number:
                return new ConfigurationNode.Scalar(ScalarKind.Number, Encoding.UTF8.GetString(_reader.ValueSpan), place);
            case JsonTokenType.True:
                return new ConfigurationNode.Scalar(ScalarKind.Boolean, "true", place);
            case JsonTokenType.False:
                return new ConfigurationNode.Scalar(ScalarKind.Boolean, "false", place);
            default:
                return new ConfigurationNode.Scalar(ScalarKind.Null, "null", place);
        }
    }

    private ConfigurationNode.Branch Branch(ConfigurationPlace place)
    {
        var members = ImmutableArray.CreateBuilder<KeyValuePair<string, ConfigurationNode>>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = _reader.GetString()!;
            _reader.Read();
            members.Add(new(name, Value()));
        }

        return new ConfigurationNode.Branch(members.ToImmutable(), place);
    }

    private ConfigurationNode.Sequence Sequence(ConfigurationPlace place)
    {
        var items = ImmutableArray.CreateBuilder<ConfigurationNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value());
        }

        return new ConfigurationNode.Sequence(items.ToImmutable(), place);
    }

    private ConfigurationPlace Here()
    {
        var position = (int)_reader.TokenStartIndex;
        _line += _utf8[_counted..position].Count((byte)'\n');
        _counted = position;
        return _placeOfLine(_line);
    }
}
