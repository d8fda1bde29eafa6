namespace ActorSync.Core.Gateway;

/// <summary>Whether this process may send to its target: one that is not the target's only writer any more must not.</summary>
public enum SendRight
{
    /// <summary>Something may leave now.</summary>
    Holds,

    /// <summary>Nothing may leave now, and the right may come back.</summary>
    IsAway,

    /// <summary>Nothing may leave any more.</summary>
    IsLost,
}
