using System.Net.Sockets;
using System.Text;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Speaks HTTP/1.1: the first request is answered, and from the second on the connection closes instead.</summary>
public sealed class RawTarget : RawListener
{
    protected override async Task ServeAsync(NetworkStream stream, CancellationToken end)
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
            if (Count() > 1)
            {
                return;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), end);
        }
    }
}
