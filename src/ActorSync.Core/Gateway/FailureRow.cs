namespace ActorSync.Core.Gateway;

/// <summary>How often in a row the target has failed whoever asked it, and since when.</summary>
internal sealed class FailureRow
{
    private TimeSpan _since;
    private int _tries;

    /// <summary>Notes a try that failed.</summary>
    /// <param name="begunAt">When it began, monotonic.</param>
    public void Failed(TimeSpan begunAt)
    {
        // Tries overlap: the first that fails need not be the first that began.
        _since = _tries++ == 0 || begunAt < _since ? begunAt : _since;
    }

    /// <summary>Notes an answer that shows the target at work.</summary>
    public void Answered() => _tries = 0;

    /// <summary>The tries of the row, and the time since the first of them began.</summary>
    public (int Tries, TimeSpan Over) Read(TimeSpan now) => (_tries, _tries == 0 ? TimeSpan.Zero : now - _since);
}
