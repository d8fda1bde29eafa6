namespace ActorSync.Engine.Gateway;

/// <summary>A pause began while a request waited for its connection; nothing of it was written.</summary>
internal sealed class HeldBackException(ShutGate shut) : HttpRequestException("a pause has begun")
{
    /// <summary>What holds the request back.</summary>
    public ShutGate Shut { get; } = shut;
}
