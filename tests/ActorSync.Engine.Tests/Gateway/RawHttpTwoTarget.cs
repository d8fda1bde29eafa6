using System.Buffers.Binary;
using System.Net.Sockets;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Speaks just enough HTTP/2 without TLS to answer the first request, and no later one.</summary>
public sealed class RawHttpTwoTarget(HttpTwoEnding ending) : RawListener
{
    private const int PrefaceLength = 24;
    private const int HeadLength = 9;
    private const byte Headers = 1;
    private const byte ResetStream = 3;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;
    private const byte Acknowledged = 1;
    private const byte EndOfStreamAndHeaders = 5;
    private const byte RefusedStream = 7;

    private int _lastAnswered;

    protected override async Task ServeAsync(NetworkStream stream, CancellationToken end)
    {
        await stream.ReadExactlyAsync(new byte[PrefaceLength], end);
        await stream.WriteAsync(Frame(Settings, 0, 0, []), end);
        while (await ServeFrameAsync(stream, end))
        {
        }
    }

    /// <summary>Whether the connection stays open.</summary>
    private async Task<bool> ServeFrameAsync(NetworkStream stream, CancellationToken end)
    {
        var head = new byte[HeadLength];
        await stream.ReadExactlyAsync(head, end);
        var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await stream.ReadExactlyAsync(payload, end);
        var streamId = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));

        switch (head[3])
        {
            case Settings when head[4] != Acknowledged:
                await stream.WriteAsync(Frame(Settings, Acknowledged, 0, []), end);
                return true;
            case Ping when head[4] != Acknowledged:
                await stream.WriteAsync(Frame(Ping, Acknowledged, 0, payload), end);
                return true;
            case Headers when Count() == 1:
                _lastAnswered = streamId;
                const byte Status200 = 0x88; // The status as an index into the static table of header compression.
                await stream.WriteAsync(Frame(Headers, EndOfStreamAndHeaders, streamId, [Status200]), end);
                return true;
            case Headers when ending == HttpTwoEnding.Refuses:
                await stream.WriteAsync(Frame(ResetStream, 0, streamId, [0, 0, 0, RefusedStream]), end);
                return true;
            case Headers when ending == HttpTwoEnding.GoesAway:
                var seen = new byte[8];
                BinaryPrimitives.WriteInt32BigEndian(seen, streamId > 1 ? _lastAnswered : 0);
                await stream.WriteAsync(Frame(GoAway, 0, 0, seen), end);
                return true; // Closed at once, with bytes unread, the connection would be reset, and the frame lost with it.
            case Headers:
                return false;
            default:
                return true;
        }
    }

    private static byte[] Frame(byte kind, byte flags, int streamId, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeadLength + payload.Length];
        frame[2] = (byte)payload.Length;
        frame[3] = kind;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame.AsSpan(HeadLength));
        return frame;
    }
}
