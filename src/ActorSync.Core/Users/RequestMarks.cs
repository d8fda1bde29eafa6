using ActorSync.Core.Dialects;

namespace ActorSync.Core.Users;

/// <summary>Marks the requests of one user: whether the forecast knew of each, and whether it goes on with what was begun.</summary>
/// <remarks>
/// Whether a request was foreseen is a matter of counting, and whether it goes first is not: a write that does again what an earlier one
/// did not achieve goes first even where fewer writes than foreseen are needed. Mutable and confined to <see cref="UserSync"/>.
/// </remarks>
internal sealed class RequestMarks(RequestsForeseen foreseen, bool isWriteOpen)
{
    private int _reads = foreseen.Reads;
    private int _writes = foreseen.Writes;
    private int _sparedReads;
    private bool _lastIsWrite;
    private bool _lastWasForeseen;
    private bool _openHasLeft = isWriteOpen;
    private bool _goesOn = isWriteOpen;
    private bool _settles = isWriteOpen;

    /// <summary>How many of the requests foreseen were not sent.</summary>
    public int Spared => _reads + _writes + _sparedReads;

    /// <summary>The requests that were not foreseen, by what made them necessary.</summary>
    public RequestsAgain Again { get; private set; } = RequestsAgain.None;

    /// <summary>Marks a read. What follows a read goes on with it: else it would be too old again by the time of a turn of its own.</summary>
    /// <param name="read">The read.</param>
    /// <param name="isAgain">Whether the same read failed before.</param>
    /// <param name="settles">Whether it settles a write in doubt.</param>
    public TargetRequest Read(TargetRequest read, bool isAgain, bool settles)
    {
        _lastIsWrite = false;
        _lastWasForeseen = !isAgain && _reads > 0;
        _settles = settles;
        CountUnforeseen();
        _reads -= _lastWasForeseen ? 1 : 0;
        var marked = read with { IsUnforeseen = !_lastWasForeseen, FinishesWhatWasBegun = _goesOn || _openHasLeft };
        _goesOn = true;
        return marked;
    }

    /// <summary>Marks a write.</summary>
    /// <param name="write">The write.</param>
    /// <param name="neededAfter">How many writes are needed for what this one does not carry.</param>
    public TargetRequest Write(TargetRequest write, int neededAfter)
    {
        _lastIsWrite = true;
        _lastWasForeseen = _writes > neededAfter;
        _writes -= _lastWasForeseen ? 1 : 0;
        CountUnforeseen();
        _openHasLeft = true;
        return write with { IsUnforeseen = !_lastWasForeseen, FinishesWhatWasBegun = _goesOn };
    }

    /// <summary>The last request has not left after all: it counts for nothing.</summary>
    public void TakeBack()
    {
        var foreseen = _lastWasForeseen ? 1 : 0;
        (_reads, _writes) = _lastIsWrite ? (_reads, _writes + foreseen) : (_reads + foreseen, _writes);
        CountUnforeseen(-1);
    }

    /// <summary>The last write has not left after all, and its turn had come.</summary>
    public void TakeBackLate()
    {
        TakeBack();
        _openHasLeft = false;
        _goesOn = true;
    }

    /// <summary>The open write is settled.</summary>
    /// <param name="isDone">Whether nothing of it is to be done again.</param>
    public void Settle(bool isDone)
    {
        _goesOn = !isDone && (_openHasLeft || _goesOn);
        _openHasLeft = false;
        (_sparedReads, _reads) = (_sparedReads + _reads, 0);
    }

    // A write that was not foreseen has the cause of the read before it.
    private void CountUnforeseen(int by = 1) =>
        Again += _lastWasForeseen ? RequestsAgain.None : _settles ? new RequestsAgain(by, 0) : new RequestsAgain(0, by);
}
