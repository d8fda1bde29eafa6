namespace ActorSync.Core.Gateway;

/// <summary>What a further attempt follows; it decides how long the gateway keeps trying.</summary>
public enum TransientKind
{
    /// <summary>No connection was made: nobody listens, no such name, no TLS session.</summary>
    NotConnected,

    /// <summary>The target answered 500, or something that cannot be read.</summary>
    Failed,

    /// <summary>The connection broke, or no whole answer came in time.</summary>
    Broken,

    /// <summary>502, 503 or 504: the target says itself that it is not there for a while.</summary>
    Busy,
}
