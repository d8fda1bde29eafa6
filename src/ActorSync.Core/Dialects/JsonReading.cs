using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Taxonomy;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Dialects;

/// <summary>Reads JSON answers token by token; what is not of the expected shape becomes a <see cref="DialectException"/>.</summary>
internal static class JsonReading
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads one whole answer.</summary>
    /// <param name="body">The answer as UTF-8.</param>
    /// <param name="what">What it should be, for the message: <c>a page of skills</c>.</param>
    /// <param name="row">Reads its one value.</param>
    public static T Parse<T>(ReadOnlyMemory<byte> body, string what, JsonRow<T> row)
    {
        var bytes = body.Span;
        if (bytes.StartsWith(ByteOrderMark))
        {
            bytes = bytes[ByteOrderMark.Length..];
        }

        try
        {
            var json = new Utf8JsonReader(bytes);
            json.Read();
            var value = row(ref json);
            json.Read(); // Throws where something follows: an answer that goes on is not understood.
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new DialectException($"The answer is not {what}: {Problem(e)}", e);
        }
    }

    // The reader's own sentences are for programmers; its place is what finds the spot in the answer.
    private static string Problem(Exception failure) => failure is JsonException json
        ? $"it ends too soon or is no JSON at byte {json.BytePositionInLine ?? 0} of line {(json.LineNumber ?? 0) + 1}."
        : "a value in it has another form.";

    /// <summary>Checks that an object begins here.</summary>
    public static void ExpectObject(this ref Utf8JsonReader json) => json.Expect(JsonTokenType.StartObject, "an object");

    /// <summary>Moves to the next property of the object; false at its end.</summary>
    public static bool NextProperty(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Moves to the property's value and skips all of it.</summary>
    public static void SkipValue(this ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    /// <summary>Moves to the property's value: a text, or null.</summary>
    public static string? ReadText(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : json.TextHere();
    }

    /// <summary>Moves to the property's value: a text of which there are few different ones, or null.</summary>
    public static string? ReadRepeatedText(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : RepeatedText.Here(ref json);
    }

    /// <summary>The text on which the reader stands.</summary>
    public static string TextHere(this ref Utf8JsonReader json)
    {
        json.Expect(JsonTokenType.String, "a text");
        return json.GetString()!;
    }

    /// <summary>Moves to the property's value: an integer, or null.</summary>
    public static int? ReadInteger(this ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        json.Expect(JsonTokenType.Number, "a number");
        return json.TryGetInt32(out var value) ? value : throw new DialectException("A number of the answer is not a 32-bit integer.");
    }

    /// <summary>Moves to the property's value: an exact decimal, or null.</summary>
    public static Level? ReadLevel(this ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        json.Expect(JsonTokenType.Number, "a number");
        return json.TryGetDecimal(out var value) ? new Level(value) : throw new DialectException("A level of the answer is beyond a decimal.");
    }

    /// <summary>Moves to the property's value: an ISO 8601 instant with an offset, down to the millisecond, or null.</summary>
    public static Instant? ReadInstant(this ref Utf8JsonReader json)
    {
        if (json.ReadText() is not { } text)
        {
            return null;
        }

        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        return parsed.Success
            ? Instant.FromUnixTimeMilliseconds(parsed.Value.ToInstant().ToUnixTimeMilliseconds())
            : throw new DialectException($"'{text}' is not an instant with an offset.");
    }

    /// <summary>Moves to the property's value: an array, or null where it is null.</summary>
    public static ImmutableArray<T>? ReadArray<T>(this ref Utf8JsonReader json, JsonRow<T> row)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : json.ArrayHere(row);
    }

    /// <summary>The array on whose start the reader stands.</summary>
    public static ImmutableArray<T> ArrayHere<T>(this ref Utf8JsonReader json, JsonRow<T> row)
    {
        json.Expect(JsonTokenType.StartArray, "an array");
        var rows = ImmutableArray.CreateBuilder<T>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            rows.Add(row(ref json));
        }

        return rows.DrainToImmutable();
    }

    /// <summary>Moves to the property's value: the <c>id</c> of an object, or null.</summary>
    public static string? ReadReference(this ref Utf8JsonReader json) => json.ReadNamedReference().Id;

    /// <summary>Moves to the property's value: the <c>id</c> and <c>name</c> of an object, each null where missing.</summary>
    public static (string? Id, string? Name) ReadNamedReference(this ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return (null, null);
        }

        json.ExpectObject();
        string? id = null, name = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("id"u8))
            {
                id = json.ReadRepeatedText();
            }
            else if (json.ValueTextEquals("name"u8))
            {
                name = json.ReadRepeatedText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return (id, name);
    }

    /// <summary>The value, or an exception that names the property.</summary>
    public static string Required(string? value, string property) =>
        string.IsNullOrEmpty(value) ? throw new DialectException($"A row of the answer lacks '{property}'.") : value;

    private static void Expect(this ref Utf8JsonReader json, JsonTokenType type, string what)
    {
        if (json.TokenType != type)
        {
            throw new DialectException($"The answer has {json.TokenType} at byte {json.TokenStartIndex} where {what} is expected.");
        }
    }
}
