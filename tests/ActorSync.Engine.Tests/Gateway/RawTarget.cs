using System.Net.Sockets;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Speaks HTTP/1.1: the first request is answered, and from the second on the connection closes instead.</summary>
public sealed class RawTarget : RawListener
{
    protected override Task ServeAsync(NetworkStream stream, CancellationToken end) => ForEachRequestAsync(
        stream,
        async () =>
        {
            if (Count() > 1)
            {
                return false;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), end);
            return true;
        },
        end);
}
