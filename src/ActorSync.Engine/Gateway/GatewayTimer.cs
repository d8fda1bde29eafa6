using Akka.Actor;

namespace ActorSync.Engine.Gateway;

/// <summary>One timer that sends its owner one message, set anew as often as needed.</summary>
internal sealed class GatewayTimer : IDisposable
{
    private readonly ITimer _timer;

    /// <summary>A timer that is not set.</summary>
    public GatewayTimer(TimeProvider timeProvider, IActorRef owner, object message) =>
        _timer = timeProvider.CreateTimer(_ => owner.Tell(message), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Sets it, in place of what was set before; null unsets it.</summary>
    public void Set(TimeSpan? wait)
    {
        // Timers cut off to whole milliseconds, and one that fires early would only be set again.
        var due = wait is { } given ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(given.TotalMilliseconds))) : Timeout.InfiniteTimeSpan;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
