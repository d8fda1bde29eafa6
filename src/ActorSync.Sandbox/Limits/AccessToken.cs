using System.Collections.Frozen;

namespace ActorSync.Sandbox.Limits;

/// <summary>A token that was given out, with what it may do and its own allowance.</summary>
internal sealed class AccessToken(string label, TimeSpan issuedAt, DateTimeOffset expiresAt, FrozenSet<string> permissions, IRequestWindow? window)
{
    private volatile bool _revoked;
    private TimeSpan _lastEntry;

    /// <summary>A short name for logs (<c>t1</c>, <c>t2</c>), never the token itself.</summary>
    public string Label { get; } = label;

    /// <summary>When it was given out, counted from the start of the sandbox.</summary>
    public TimeSpan IssuedAt { get; } = issuedAt;

    /// <summary>What a request with it may do.</summary>
    public FrozenSet<string> Permissions { get; } = permissions;

    /// <summary>The allowance, guarded by a lock on this token; null when there is no limit.</summary>
    public IRequestWindow? Window { get; set; } = window;

    /// <summary>Until when a fault keeps this token out, guarded by a lock on this token.</summary>
    public TimeSpan PausedUntil { get; set; } = TimeSpan.MinValue;

    public bool IsExpiredAt(DateTimeOffset now) => _revoked || now >= expiresAt;

    /// <summary>Makes the token expire now.</summary>
    public void Revoke() => _revoked = true;

    /// <summary>Returns the instant at which a request that came at <paramref name="now"/> counts; guarded by a lock on this token.</summary>
    /// <remarks>Requests that came at nearly the same time can enter in the other order, and windows never go back.</remarks>
    public TimeSpan Arrive(TimeSpan now) => _lastEntry = now > _lastEntry ? now : _lastEntry;

    /// <summary>Returns why a request at <paramref name="now"/> may not pass, or null; guarded by a lock on this token.</summary>
    public LimitHit? RefusalAt(TimeSpan now)
    {
        // Of a pause and a window that is used up, the wait is the longer one: who waits it is not refused again.
        var paused = now < PausedUntil ? PausedUntil - now : TimeSpan.Zero;
        var full = Window?.WaitAt(now) ?? TimeSpan.Zero;
        var wait = paused > full ? paused : full;
        return wait > TimeSpan.Zero ? new LimitHit(wait, LimitName.Token, Window?.AllowedPerMinute ?? RateLimit.Default.Requests) : null;
    }
}
