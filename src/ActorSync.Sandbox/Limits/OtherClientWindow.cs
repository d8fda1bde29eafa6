namespace ActorSync.Sandbox.Limits;

/// <summary>A window out of which another client of the same token takes a share, at a steady rate.</summary>
/// <remarks>
/// The other client's requests are worked out when the window is asked, from the time that has passed: no timer runs, and the
/// same instants give the same answers. Refused, it waits the whole seconds it is told and goes on at its rate from there.
/// </remarks>
public sealed class OtherClientWindow : IRequestWindow
{
    /// <summary>The largest share of the allowance that another client can ask for.</summary>
    public const double MaxShare = 0.9;

    private readonly IRequestWindow _window;
    private readonly double _share;
    private TimeSpan _since;
    private long _sentSince;

    /// <param name="window">What both clients take from; <see langword="this"/> alone uses it from now on.</param>
    /// <param name="share">The other client's rate as a part of the allowance, 0 to <see cref="MaxShare"/>.</param>
    /// <param name="start">When the other client begins.</param>
    public OtherClientWindow(IRequestWindow window, double share, TimeSpan start)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, MaxShare);
        _window = window;
        _share = share;
        _since = start;
    }

    /// <inheritdoc/>
    public int Allowed => _window.Allowed;

    /// <inheritdoc/>
    public TimeSpan Length => _window.Length;

    /// <summary>How many requests of the other client have passed.</summary>
    public long OtherPassed { get; private set; }

    /// <summary>How many requests of the other client were refused.</summary>
    public long OtherRefused { get; private set; }

    /// <inheritdoc/>
    public TimeSpan WaitAt(TimeSpan now)
    {
        LetOtherSendUntil(now);
        return _window.WaitAt(now);
    }

    /// <inheritdoc/>
    public void Take(TimeSpan now)
    {
        LetOtherSendUntil(now);
        _window.Take(now);
    }

    /// <inheritdoc/>
    public int TakenAt(TimeSpan now)
    {
        LetOtherSendUntil(now);
        return _window.TakenAt(now);
    }

    /// <inheritdoc/>
    public void Change(int allowed, TimeSpan length, TimeSpan now)
    {
        LetOtherSendUntil(now);
        _window.Change(allowed, length, now);
        if (_since < now)
        {
            (_since, _sentSince) = (now, 0);
        }
    }

    private void LetOtherSendUntil(TimeSpan now)
    {
        if (_share == 0)
        {
            return;
        }

        for (var next = NextOfOther(); next <= now; next = NextOfOther())
        {
            _sentSince++;
            var wait = _window.WaitAt(next);
            if (wait == TimeSpan.Zero)
            {
                _window.Take(next);
                OtherPassed++;
            }
            else
            {
                OtherRefused++;
                (_since, _sentSince) = (next + TimeSpan.FromSeconds(Limiter.WholeSeconds(wait)), 0);
            }
        }
    }

    // Counted from one instant on, so that roundings do not add up to another rate.
    private TimeSpan NextOfOther() => _since + ((_sentSince + 1) / (_share * Allowed) * Length);
}
