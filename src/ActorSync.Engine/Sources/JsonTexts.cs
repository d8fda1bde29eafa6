using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActorSync.Engine.Sources;

/// <summary>Takes the texts of one JSON object side by side into one buffer.</summary>
internal sealed class JsonTexts
{
    private readonly CellBuffer _cells = new();

    /// <summary>Whether some text of the object was no valid Unicode, or held a replacement character.</summary>
    public bool IsUndecodable { get; private set; }

    /// <summary>Forgets the last object. Each text is taken at most once alone and once within its item.</summary>
    public void Reset(ReadOnlySpan<byte> element)
    {
        IsUndecodable = false;
        _cells.Reset((2 * element.Length) + 64);
    }

    /// <summary>The string or property name at the reader.</summary>
    public ReadOnlySpan<char> Of(scoped ref Utf8JsonReader reader)
    {
        ReadOnlySpan<char> text;
        try
        {
            text = _cells.Take(reader.CopyString(_cells.Free()));
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 alone is JSON, but no text. The reader tells it by this exception alone.
            IsUndecodable = true;
            return "\uFFFD";
        }

        IsUndecodable |= text.Contains('\uFFFD');
        return text;
    }

    /// <summary>The string at the reader, empty for null; false for anything else.</summary>
    public bool TryOf(scoped ref Utf8JsonReader reader, out ReadOnlySpan<char> text)
    {
        text = reader.TokenType == JsonTokenType.String ? Of(ref reader) : [];
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    /// <summary>The number at the reader, as it stands or without its exponent.</summary>
    public ReadOnlySpan<char> OfNumber(scoped ref Utf8JsonReader reader)
    {
        var hasExponent = reader.ValueSpan.IndexOfAny((byte)'e', (byte)'E') >= 0;
        return hasExponent && reader.TryGetDecimal(out var value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : _cells.Decode(reader.ValueSpan, Encoding.UTF8);
    }

    /// <summary>The raw text of an item.</summary>
    public ReadOnlySpan<char> Raw(ReadOnlySpan<byte> item) => _cells.Decode(item, Encoding.UTF8);
}
