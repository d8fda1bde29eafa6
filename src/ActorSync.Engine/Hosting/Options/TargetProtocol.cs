namespace ActorSync.Engine.Hosting.Options;

/// <summary>The one HTTP version that is spoken with the target (<c>Target:Protocol</c>).</summary>
public enum TargetProtocol
{
    /// <summary>HTTP/1.1.</summary>
    Http11,

    /// <summary>HTTP/2; on a plain address the target must know it beforehand.</summary>
    Http2,
}
