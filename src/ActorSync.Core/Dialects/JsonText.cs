using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Dialects;

/// <summary>Writes JSON bodies; equal inputs give equal bytes.</summary>
internal static class JsonText
{
    // Names keep their accents: a body goes to an API, never into a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Lets <paramref name="write"/> fill one body.</summary>
    public static ReadOnlyMemory<byte> Of<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json, state);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes a level as its shortest exact number: 3, never 3.0, because a target of integers refuses the other.</summary>
    public static void WriteLevel(this Utf8JsonWriter json, string name, Level level)
    {
        json.WritePropertyName(name);
        json.WriteNumberValue(level.Value / 1.0000000000000000000000000000m);
    }
}
