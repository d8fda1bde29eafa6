namespace ActorSync.Sandbox.Limits;

/// <summary>An allowance that comes back all at once; a window opens with the first request after the last one closed.</summary>
public sealed class FixedWindow : IRequestWindow
{
    private TimeSpan _length;
    private TimeSpan? _opened;
    private int _taken;

    /// <param name="allowed">How many requests pass in one window, at least 1.</param>
    /// <param name="length">How long a window is.</param>
    public FixedWindow(int allowed, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(allowed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        Allowed = allowed;
        _length = length;
    }

    /// <inheritdoc/>
    public int Allowed { get; private set; }

    /// <inheritdoc/>
    public TimeSpan Length => _length;

    /// <inheritdoc/>
    public TimeSpan WaitAt(TimeSpan now) => TakenAt(now) < Allowed ? TimeSpan.Zero : _opened!.Value + _length - now;

    /// <inheritdoc/>
    public void Take(TimeSpan now)
    {
        if (!IsOpenAt(now))
        {
            _opened = now;
            _taken = 0;
        }

        _taken++;
    }

    /// <inheritdoc/>
    public int TakenAt(TimeSpan now) => IsOpenAt(now) ? _taken : 0;

    /// <inheritdoc/>
    public void Change(int allowed, TimeSpan length, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(allowed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        if (!IsOpenAt(now))
        {
            _opened = null; // A window that has closed stays closed, however long windows become.
        }

        Allowed = allowed;
        _length = length;
    }

    private bool IsOpenAt(TimeSpan now) => _opened is { } opened && now < opened + _length;
}
