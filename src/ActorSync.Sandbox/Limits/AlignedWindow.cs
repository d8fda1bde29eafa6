namespace ActorSync.Sandbox.Limits;

/// <summary>An allowance that comes back all at once, at the multiples of its length since an epoch, whenever the first request comes.</summary>
public sealed class AlignedWindow : IRequestWindow
{
    private readonly TimeSpan _startSinceEpoch;
    private TimeSpan _length;
    private TimeSpan _closes = TimeSpan.MinValue;
    private int _taken;

    /// <param name="allowed">How many requests pass in one window, at least 1.</param>
    /// <param name="length">How long a window is.</param>
    /// <param name="startSinceEpoch">How long after the epoch the instants begin to count.</param>
    public AlignedWindow(int allowed, TimeSpan length, TimeSpan startSinceEpoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(allowed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(startSinceEpoch, TimeSpan.Zero);
        Allowed = allowed;
        _length = length;
        _startSinceEpoch = startSinceEpoch;
    }

    /// <inheritdoc/>
    public int Allowed { get; private set; }

    /// <inheritdoc/>
    public TimeSpan Length => _length;

    /// <inheritdoc/>
    public TimeSpan WaitAt(TimeSpan now) => TakenAt(now) < Allowed ? TimeSpan.Zero : _closes - now;

    /// <inheritdoc/>
    public void Take(TimeSpan now)
    {
        if (now >= _closes)
        {
            _closes = EndAfter(now);
            _taken = 0;
        }

        _taken++;
    }

    /// <inheritdoc/>
    public int TakenAt(TimeSpan now) => now < _closes ? _taken : 0;

    /// <inheritdoc/>
    public void Change(int allowed, TimeSpan length, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(allowed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        Allowed = allowed;
        if (_length == length)
        {
            return;
        }

        _length = length;
        if (now < _closes)
        {
            _closes = EndAfter(now); // What has passed counts in the window of the new length that runs now.
        }
    }

    private TimeSpan EndAfter(TimeSpan now)
    {
        var ticks = (now + _startSinceEpoch).Ticks;
        return TimeSpan.FromTicks(((ticks / _length.Ticks) + 1) * _length.Ticks) - _startSinceEpoch;
    }
}
