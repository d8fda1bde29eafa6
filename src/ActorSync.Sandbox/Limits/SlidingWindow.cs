namespace ActorSync.Sandbox.Limits;

/// <summary>An allowance where each request gives its place back once it is as old as the window is long.</summary>
public sealed class SlidingWindow : IRequestWindow
{
    // A ring of the instants of the last requests that passed, as many as any allowance so far.
    private TimeSpan[] _passed;
    private TimeSpan _length;
    private int _next;
    private int _remembered;

    /// <param name="allowed">How many requests pass in one window, at least 1.</param>
    /// <param name="length">How long a window is.</param>
    public SlidingWindow(int allowed, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(allowed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        Allowed = allowed;
        _passed = new TimeSpan[allowed];
        _length = length;
    }

    /// <inheritdoc/>
    public int Allowed { get; private set; }

    /// <inheritdoc/>
    public TimeSpan Length => _length;

    /// <inheritdoc/>
    public TimeSpan WaitAt(TimeSpan now)
    {
        if (_remembered < Allowed)
        {
            return TimeSpan.Zero;
        }

        // The place of the newest request that must be gone: a lowered allowance waits for several.
        var free = NewestBut(Allowed - 1) + _length;
        return now >= free ? TimeSpan.Zero : free - now;
    }

    /// <inheritdoc/>
    public void Take(TimeSpan now)
    {
        _passed[_next] = now;
        _next = (_next + 1) % _passed.Length;
        _remembered = Math.Min(_passed.Length, _remembered + 1);
    }

    /// <inheritdoc/>
    public int TakenAt(TimeSpan now)
    {
        var (taken, beyond) = (0, _remembered);
        while (taken < beyond)
        {
            var middle = taken + ((beyond - taken) / 2);
            if (now < NewestBut(middle) + _length)
            {
                taken = middle + 1;
            }
            else
            {
                beyond = middle;
            }
        }

        return taken;
    }

    /// <inheritdoc/>
    public void Change(int allowed, TimeSpan length, TimeSpan now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(allowed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        var taken = TakenAt(now);
        var passed = new TimeSpan[Math.Max(allowed, taken)];
        for (var back = 0; back < taken; back++)
        {
            passed[taken - 1 - back] = NewestBut(back);
        }

        _passed = passed;
        _next = taken % passed.Length;
        _remembered = taken;
        _length = length;
        Allowed = allowed;
    }

    private TimeSpan NewestBut(int count) => _passed[(_next - 1 - count + (2 * _passed.Length)) % _passed.Length];
}
