namespace ActorSync.Sandbox.Limits;

/// <summary>An allowance where each request gives its place back once it is as old as the window is long.</summary>
internal sealed class SlidingWindow(int allowed, TimeSpan length) : IRequestWindow
{
    // A ring of the instants of the last requests that passed; the oldest one stands where the next will be put.
    private readonly TimeSpan[] _passed = new TimeSpan[allowed];
    private long _count;

    public TimeSpan WaitAt(TimeSpan now)
    {
        if (_count < allowed)
        {
            return TimeSpan.Zero;
        }

        var free = _passed[_count % allowed] + length;
        return now >= free ? TimeSpan.Zero : free - now;
    }

    public void Take(TimeSpan now)
    {
        _passed[_count % allowed] = now;
        _count++;
    }
}
