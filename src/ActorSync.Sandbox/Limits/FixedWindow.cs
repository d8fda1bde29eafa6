namespace ActorSync.Sandbox.Limits;

/// <summary>An allowance that comes back all at once; a window opens with the first request after the last one closed.</summary>
internal sealed class FixedWindow(int allowed, TimeSpan length) : IRequestWindow
{
    private TimeSpan _closes = TimeSpan.MinValue;
    private int _taken;

    public TimeSpan WaitAt(TimeSpan now) => now >= _closes || _taken < allowed ? TimeSpan.Zero : _closes - now;

    public void Take(TimeSpan now)
    {
        if (now >= _closes)
        {
            _closes = now + length;
            _taken = 0;
        }

        _taken++;
    }
}
