namespace ActorSync.Core.Gateway;

/// <summary>An access token while it is good. A class, so that nothing prints its members.</summary>
public sealed class TokenLease(string value, TimeSpan acquiredAt, TimeSpan life)
{
    private const double ShareOfLife = 0.9;

    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(60);

    /// <summary>Whether the target has answered a request with it by anything but 401: a later 401 then means that it has ended, not that it is refused.</summary>
    public bool WasAccepted { get; private set; }

    /// <summary>The target has accepted it.</summary>
    internal void Accept() => WasAccepted = true;

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    public string Authorization { get; } = "Bearer " + value;

    /// <summary>When it was asked for, on the gateway's monotonic time.</summary>
    public TimeSpan AcquiredAt { get; } = acquiredAt;

    /// <summary>When it is no longer used.</summary>
    public TimeSpan ExpiresAt { get; } = acquiredAt + life;

    /// <summary>When its successor is asked for: at 90 % of its life or 60 s before its end, whichever comes first; a token of two minutes or less has no 60 s to give.</summary>
    public TimeSpan RefreshAt { get; } = acquiredAt + (life > Reserve * 2 && life - Reserve < life * ShareOfLife ? life - Reserve : life * ShareOfLife);
}
