using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace ActorSync.Sandbox.Http;

/// <summary>The JSON of one answer, written into a buffer that is used again for later answers.</summary>
internal sealed class JsonBody : IDisposable
{
    /// <summary>More than the answers that two cores have under way.</summary>
    private const int MaxKept = 64;

    /// <summary>A page of 500 users with everything expanded fits; a buffer that grew beyond is not kept.</summary>
    private const int MaxKeptBytes = 1 << 20;

    private static readonly ConcurrentQueue<JsonBody> Kept = [];

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    private JsonBody() => Json = new Utf8JsonWriter(_buffer);

    public Utf8JsonWriter Json { get; }

    public ReadOnlyMemory<byte> Bytes => _buffer.WrittenMemory;

    /// <summary>Writes one JSON value.</summary>
    public static JsonBody Of(Action<Utf8JsonWriter> write)
    {
        var body = Kept.TryDequeue(out var kept) ? kept : new JsonBody();
        write(body.Json);
        body.Json.Flush();
        return body;
    }

    public void Dispose()
    {
        if (_buffer.Capacity > MaxKeptBytes || Kept.Count >= MaxKept)
        {
            Json.Dispose();
            return;
        }

        _buffer.ResetWrittenCount();
        Json.Reset();
        Kept.Enqueue(this);
    }
}
