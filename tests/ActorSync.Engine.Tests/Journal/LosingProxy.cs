using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>Stands between a client and a PostgreSQL server, and can break a connection in the middle of a commit.</summary>
internal sealed class LosingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _mode;

    public LosingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    private enum Loss
    {
        None,
        Commit,
        Answer,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many commits were lost, or their answers.</summary>
    public int Lost { get; private set; }

    /// <summary>Breaks the connection of the next commit: before it reaches the server, or once the server has answered.</summary>
    public void LoseNextCommit(bool reachesServer) => Interlocked.Exchange(ref _mode, (int)(reachesServer ? Loss.Answer : Loss.Commit));

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stopped.Token);
            var relay = new Relay(this, client.GetStream(), server.GetStream());
            await Task.WhenAny(relay.ForwardAsync(_stopped.Token), relay.ReturnAsync(_stopped.Token));
        }
    }

    private sealed class Relay(LosingProxy proxy, NetworkStream client, NetworkStream server)
    {
        private volatile bool _losesAnswer;

        public Task ForwardAsync(CancellationToken stop) => PumpAsync(client, server, bytes =>
        {
            var loss = Encoding.ASCII.GetString(bytes).Contains("COMMIT", StringComparison.Ordinal) ? (Loss)Interlocked.Exchange(ref proxy._mode, 0) : Loss.None;
            proxy.Lost += loss == Loss.None ? 0 : 1;
            _losesAnswer |= loss == Loss.Answer;
            return loss != Loss.Commit;
        }, stop);

        public Task ReturnAsync(CancellationToken stop) => PumpAsync(server, client, _ => !_losesAnswer, stop);

        private static async Task PumpAsync(NetworkStream from, NetworkStream to, Func<byte[], bool> passes, CancellationToken stop)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                int count;
                while ((count = await from.ReadAsync(buffer, stop)) > 0 && passes(buffer[..count]))
                {
                    await to.WriteAsync(buffer.AsMemory(0, count), stop);
                }
            }
            catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
            {
                return; // One of the two has gone, and the other one goes with it.
            }
        }
    }
}
