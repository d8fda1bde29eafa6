using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A target without a web server: it listens on loopback, counts every request that the wire brings, and lets its heirs answer.</summary>
public abstract class RawListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private int _requests;

    protected RawListener()
    {
        _listener.Start();
        _serving = Task.Run(AcceptAsync);
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
        GC.SuppressFinalize(this);
    }

    /// <summary>Counts a request. Returns how many there are with it.</summary>
    protected int Count() => Interlocked.Increment(ref _requests);

    /// <summary>Reads requests of HTTP/1.1 and has each answered, until one is not or the client closes the connection.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="answer">Answers one; false where it does not, and the connection is to be closed.</param>
    /// <param name="end">Gives up.</param>
    protected static async Task ForEachRequestAsync(NetworkStream stream, Func<Task<bool>> answer, CancellationToken end)
    {
        var buffer = new byte[8192];
        var text = new StringBuilder();
        while (await stream.ReadAsync(buffer, end) is > 0 and var count)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            if (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                continue;
            }

            text.Clear();
            if (!await answer())
            {
                return;
            }
        }
    }

    /// <summary>Serves one connection, which is closed when this ends.</summary>
    protected abstract Task ServeAsync(NetworkStream stream, CancellationToken end);

    private async Task AcceptAsync()
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
            try
            {
                await ServeAsync(connection.GetStream(), _end.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The client has closed the connection, or the test is over.
                return;
            }
        }
    }
}
