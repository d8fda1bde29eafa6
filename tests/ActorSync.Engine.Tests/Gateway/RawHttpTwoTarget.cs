using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A target that speaks just enough HTTP/2 without TLS to count every request that the wire brings; the first is answered, each later one is not.</summary>
public sealed class RawHttpTwoTarget : IAsyncDisposable
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

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly HttpTwoEnding _ending;
    private readonly Task _serving;
    private int _requests;
    private int _lastAnswered;

    public RawHttpTwoTarget(HttpTwoEnding ending)
    {
        _ending = ending;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri BaseUrl => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Requests => Volatile.Read(ref _requests);

    public async ValueTask DisposeAsync()
    {
        // The listener is closed only once nobody waits on it: closed first, it would end the waiting by an error of its own.
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            var stream = connection.GetStream();
            try
            {
                await stream.ReadExactlyAsync(new byte[PrefaceLength], _end.Token);
                await stream.WriteAsync(Frame(Settings, 0, 0, []), _end.Token);
                while (await ServeFrameAsync(stream))
                {
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The client has closed the connection, or the test is over.
                return;
            }
        }
    }

    /// <summary>Whether the connection stays open.</summary>
    private async Task<bool> ServeFrameAsync(NetworkStream stream)
    {
        var head = new byte[HeadLength];
        await stream.ReadExactlyAsync(head, _end.Token);
        var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await stream.ReadExactlyAsync(payload, _end.Token);
        var streamId = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));

        switch (head[3])
        {
            case Settings when head[4] != Acknowledged:
                await stream.WriteAsync(Frame(Settings, Acknowledged, 0, []), _end.Token);
                return true;
            case Ping when head[4] != Acknowledged:
                await stream.WriteAsync(Frame(Ping, Acknowledged, 0, payload), _end.Token);
                return true;
            case Headers when Interlocked.Increment(ref _requests) == 1:
                _lastAnswered = streamId;
                const byte Status200 = 0x88; // The status as an index into the static table of header compression.
                await stream.WriteAsync(Frame(Headers, EndOfStreamAndHeaders, streamId, [Status200]), _end.Token);
                return true;
            case Headers when _ending == HttpTwoEnding.Refuses:
                await stream.WriteAsync(Frame(ResetStream, 0, streamId, [0, 0, 0, RefusedStream]), _end.Token);
                return true;
            case Headers when _ending == HttpTwoEnding.GoesAway:
                var seen = new byte[8];
                BinaryPrimitives.WriteInt32BigEndian(seen, streamId > 1 ? _lastAnswered : 0);
                await stream.WriteAsync(Frame(GoAway, 0, 0, seen), _end.Token);
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
