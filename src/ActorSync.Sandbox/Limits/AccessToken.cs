using System.Collections.Frozen;

namespace ActorSync.Sandbox.Limits;

/// <summary>A token that was given out, with what it may do and its own allowance.</summary>
internal sealed class AccessToken(string label, DateTimeOffset expiresAt, FrozenSet<string> permissions, IRequestWindow? window)
{
    private volatile bool _revoked;

    /// <summary>A short name for logs (<c>t1</c>, <c>t2</c>), never the token itself.</summary>
    public string Label { get; } = label;

    public bool IsExpiredAt(DateTimeOffset now) => _revoked || now >= expiresAt;

    /// <summary>Makes the token expire now.</summary>
    public void Revoke() => _revoked = true;

    public FrozenSet<string> Permissions { get; } = permissions;

    /// <summary>The allowance, guarded by a lock on this token; null when there is no limit.</summary>
    public IRequestWindow? Window { get; } = window;

    /// <summary>The latest instant at which a request came, guarded by a lock on this token.</summary>
    public TimeSpan LastEntry { get; set; }

    /// <summary>Until when a fault keeps this token out, guarded by a lock on this token.</summary>
    public TimeSpan PausedUntil { get; set; } = TimeSpan.MinValue;
}
