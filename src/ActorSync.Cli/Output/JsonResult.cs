using System.Buffers;
using System.Text;
using System.Text.Json;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Output;

/// <summary>Writes a result as one JSON object and a line break.</summary>
internal static class JsonResult
{
    /// <summary>Writes what <paramref name="write"/> writes; nothing reaches the stream when it fails half-way.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, SummaryJson.WriterOptions))
        {
            write(writer);
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }
}
