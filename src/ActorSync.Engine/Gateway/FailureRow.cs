namespace ActorSync.Engine.Gateway;

/// <summary>How often in a row the target has failed whoever asked it, and since when; told from any thread.</summary>
internal sealed class FailureRow
{
    private readonly Lock _lock = new();
    private TimeSpan _since;
    private int _tries;

    /// <summary>Notes a try that failed.</summary>
    /// <param name="now">Monotonic.</param>
    public void Failed(TimeSpan now)
    {
        lock (_lock)
        {
            _since = _tries++ == 0 ? now : _since;
        }
    }

    /// <summary>Notes an answer that shows the target at work.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            _tries = 0;
        }
    }

    /// <summary>The tries of the row, and the time since its first one failed.</summary>
    public (int Tries, TimeSpan Over) Read(TimeSpan now)
    {
        lock (_lock)
        {
            return (_tries, _tries == 0 ? TimeSpan.Zero : now - _since);
        }
    }
}
