using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>The tokens of the lanes: which are good, which are being asked for, which must be asked for.</summary>
internal sealed class LaneTokens(int lanes)
{
    /// <summary>How long a failed request for a token is left alone while other tokens serve.</summary>
    public static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(30);

    private readonly Slot[] _slots = new Slot[lanes];

    /// <summary>The token of a lane, or null.</summary>
    public TokenLease? this[int lane] => _slots[lane].Lease;

    /// <summary>Whether any lane has a token.</summary>
    public bool AnyGood => Array.Exists(_slots, static slot => slot.Lease is not null);

    /// <summary>Whether any lane's token is being asked for.</summary>
    public bool AnyAwaited => Array.Exists(_slots, static slot => slot.IsAwaited);

    /// <summary>Drops a lane's token where it has expired, and tells whether it has.</summary>
    public bool Expire(int lane, TimeSpan now)
    {
        if (_slots[lane].Lease is not { } lease || lease.ExpiresAt > now)
        {
            return false;
        }

        _slots[lane].Lease = null;
        return true;
    }

    /// <summary>The lane for which a token must be asked now, or null; from then on it counts as awaited.</summary>
    /// <remarks>One at a time: the token endpoint has a throttle of its own. What expires first goes first, and before any new lane.</remarks>
    /// <param name="now">Monotonic.</param>
    /// <param name="wantsAnother">Whether requests wait that the lanes with a token cannot send now: then one more lane is begun.</param>
    /// <param name="budget">Says on which lanes nothing could be sent with a token: for those none is asked for.</param>
    public int? Ask(TimeSpan now, bool wantsAnother, RateBudget budget)
    {
        if (AnyAwaited)
        {
            return null;
        }

        // With no token at all nothing can be sent, however short the last failure lies back.
        var isUrgent = !AnyGood;
        int? next = null;
        for (var lane = 0; lane < _slots.Length; lane++)
        {
            var slot = _slots[lane];
            var rested = now >= slot.NotBefore || isUrgent;
            var isDue = slot.Lease is { } lease ? lease.RefreshAt <= now : wantsAnother;
            if (rested && isDue && !budget.IsPaused(lane, now) && (next is not { } best || EndOf(lane) < EndOf(best)))
            {
                next = lane;
            }
        }

        if (next is { } chosen)
        {
            _slots[chosen].IsAwaited = true;
        }

        return next;
    }

    /// <summary>Notes a new token.</summary>
    public void Accept(int lane, TokenLease lease) => _slots[lane] = new Slot { Lease = lease };

    /// <summary>Notes that none came. A token that is still good stays.</summary>
    public void Fail(int lane, TimeSpan now)
    {
        _slots[lane].IsAwaited = false;
        _slots[lane].NotBefore = now + RestAfterFailure;
    }

    /// <summary>Drops a token that the target refused, unless it has been replaced already; tells whether it was dropped.</summary>
    public bool Drop(int lane, TokenLease refused)
    {
        if (!ReferenceEquals(_slots[lane].Lease, refused))
        {
            return false;
        }

        _slots[lane].Lease = null;
        return true;
    }

    private TimeSpan EndOf(int lane) => _slots[lane].Lease?.ExpiresAt ?? TimeSpan.MaxValue;

    private struct Slot
    {
        public TokenLease? Lease;
        public bool IsAwaited;
        public TimeSpan NotBefore;
    }
}
