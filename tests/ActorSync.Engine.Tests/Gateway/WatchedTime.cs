using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A clock that the test moves, and that tells when somebody has begun to wait on it.</summary>
public sealed class WatchedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public WatchedTime()
        : base(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until a timer of exactly this length has been set, then lets that much time pass.</summary>
    public async Task PassAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        await SetAsync(wait, cancellationToken);
        Advance(wait);
    }

    /// <summary>Waits until a timer of exactly this length has been set.</summary>
    public async Task SetAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        while (await _waits.Reader.ReadAsync(cancellationToken) != wait)
        {
        }
    }
}
