using System.Buffers;
using System.Text.Json;

namespace ActorSync.Simulation.Target;

/// <summary>Writes JSON.</summary>
internal static class JsonBytes
{
    /// <summary>What a function writes, as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }
}
