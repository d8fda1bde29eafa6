using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A target without a web server: it counts every request that the wire brings and closes the connection instead of answering from the second on.</summary>
public sealed class RawTarget : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private int _requests;

    public RawTarget()
    {
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
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync(_end.Token);
                await ServeAsync(connection.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var buffer = new byte[8192];
        var text = new StringBuilder();
        while (await stream.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            if (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                continue;
            }

            text.Clear();
            if (Interlocked.Increment(ref _requests) > 1)
            {
                return;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), _end.Token);
        }
    }
}
