using System.Collections.Immutable;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Keeps the ledger of one user's writes in doubt: which one is open, how often it was read back, and how the earlier ones were settled.</summary>
/// <remarks>Mutable and confined to <see cref="UserSync"/>.</remarks>
internal sealed class DoubtKeeper
{
    private string? _reason;
    private Instant? _since;
    private int _readsThatShowedNothing;

    /// <summary>Whether the open write is in doubt.</summary>
    public bool IsOpen => _reason is not null;

    /// <summary>Whether the open write came into doubt longer ago than so.</summary>
    public bool IsOlderThan(Duration age, Instant now) => IsOpen && now - _since > age;

    /// <summary>How those settled so far were settled.</summary>
    public DoubtLog Log { get; private set; } = DoubtLog.None;

    /// <summary>The open write came into doubt.</summary>
    /// <param name="reason">Why, in words.</param>
    /// <param name="since">When; null where nobody knows.</param>
    /// <param name="isLongAgo">Whether that is longer ago than the target is late, so that one look is enough.</param>
    public void Open(string reason, Instant? since, bool isLongAgo = false)
    {
        _reason = reason;
        _since = since;
        _readsThatShowedNothing = isLongAgo ? ReadBack.Waits.Length : 0;
    }

    /// <summary>Says how the open doubt is settled by a read; null, and how long to wait before the next read, while the write is not yet visible.</summary>
    public DoubtResult? Judge(int carried, int shown, out Duration wait)
    {
        var result = ReadBack.Judge(carried, shown, _readsThatShowedNothing);
        wait = result is null ? ReadBack.Waits[_readsThatShowedNothing++] : Duration.Zero;
        return result;
    }

    /// <summary>The open write, which is in doubt, is left to a resume: what that is to know of it, or null where this process knows no more than an earlier one that left it.</summary>
    public IntentDoubt? Leave(OpenWrite open, Instant now)
    {
        var known = WriteDoubt.SaysLeftOpen(_reason!) ? null : new IntentDoubt(_reason!, _since ?? now);
        _reason = known is null ? _reason : WriteDoubt.ReasonOfLeftOpen(known);
        Close(open, DoubtResult.Unsettled, now);
        return known;
    }

    /// <summary>The open write is settled or given up; null where its outcome was never in doubt.</summary>
    public WriteDoubt? Close(OpenWrite open, DoubtResult result, Instant now)
    {
        if (_reason is not { } reason)
        {
            return null;
        }

        var doubt = new WriteDoubt(open.Sequence, open.Operations, reason, result, result == DoubtResult.Unsettled ? _since ?? now : now);
        _reason = null;
        Log = Log.Add(doubt);
        return doubt;
    }
}
