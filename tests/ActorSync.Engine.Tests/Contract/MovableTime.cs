namespace ActorSync.Engine.Tests.Contract;

/// <summary>The real time, moved by a test: days pass at once, and everything that waits for milliseconds still works.</summary>
internal sealed class MovableTime : TimeProvider
{
    /// <summary>From this length on a timer is held while <see cref="HoldsLongTimers"/> is set.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly List<HeldTimer> _stalls = [];
    private TimeSpan _ahead;
    private bool _stallsEnd;

    public MovableTime(DateTimeOffset start) => _ahead = start - System.GetUtcNow();

    /// <summary>The length of a stall that ends when the test says so, and never by itself.</summary>
    public static TimeSpan Stall { get; } = TimeSpan.FromSeconds(777);

    /// <summary>Whether long timers never fire, so that no crowded machine ends a grace or a time-out while a test is at work.</summary>
    public bool HoldsLongTimers { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void Pass(TimeSpan time) => _ahead += time;

    /// <summary>Keeps every stall from now on until <see cref="EndStalls"/>.</summary>
    public void HoldStalls()
    {
        lock (_lock)
        {
            _stallsEnd = false;
        }
    }

    /// <summary>Ends every stall that waits, and one that is just about to.</summary>
    public void EndStalls()
    {
        HeldTimer[] stalls;
        lock (_lock)
        {
            _stallsEnd = true;
            stalls = [.. _stalls];
            _stalls.Clear();
        }

        foreach (var stall in stalls)
        {
            stall.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HeldTimer(this, System.CreateTimer(callback, state, Held(dueTime), period));
        if (dueTime == Stall)
        {
            lock (_lock)
            {
                if (_stallsEnd)
                {
                    timer.Fire();
                }
                else
                {
                    _stalls.Add(timer);
                }
            }
        }

        return timer;
    }

    private TimeSpan Held(TimeSpan dueTime) => dueTime == Stall || (HoldsLongTimers && dueTime >= Long) ? Timeout.InfiniteTimeSpan : dueTime;

    private sealed class HeldTimer(MovableTime time, ITimer timer) : ITimer
    {
        public void Fire() => timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Held(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
