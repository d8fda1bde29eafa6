using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ActorSync.Sandbox.Http;

/// <summary>Ends the connection of a request; over HTTP/2 the stream alone is reset, since its neighbours have done nothing.</summary>
internal static class Hangup
{
    /// <summary>How long a client may take to hang up after the server said that it sends no more.</summary>
    private static readonly TimeSpan MaxLinger = TimeSpan.FromSeconds(2);

    public static async Task EndAsync(HttpContext http, ConnectionEnd end)
    {
        if (HttpProtocol.IsHttp11(http.Request.Protocol) && http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket && TryEnd(socket, end))
        {
            // An abort resets, and a reset that comes before the client has read the end of the stream hides it.
            await Task.Delay(MaxLinger, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        http.Abort();
    }

    /// <summary>Returns whether the client is to hang up next.</summary>
    private static bool TryEnd(Socket socket, ConnectionEnd end)
    {
        try
        {
            if (end == ConnectionEnd.Quiet)
            {
                socket.Shutdown(SocketShutdown.Send);
                return true;
            }

            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            return false;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            return false; // The client was faster, and its connection is at its end already.
        }
    }
}
