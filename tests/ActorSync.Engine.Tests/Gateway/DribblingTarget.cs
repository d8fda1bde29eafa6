using System.Net.Sockets;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Speaks HTTP/1.1: of the first answer only a line of the head comes, until <see cref="Finish"/>; every later one comes whole.</summary>
public sealed class DribblingTarget : RawListener
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first line of the head has been sent.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Lets the rest of the first answer go.</summary>
    public void Finish() => _finish.TrySetResult();

    protected override Task ServeAsync(NetworkStream stream, CancellationToken end) => ForEachRequestAsync(
        stream,
        async () =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"u8.ToArray(), end);
            if (Count() == 1)
            {
                _begun.TrySetResult();
                await _finish.Task.WaitAsync(end);
            }

            await stream.WriteAsync("Content-Length: 2\r\n\r\n{}"u8.ToArray(), end);
            return true;
        },
        end);
}
