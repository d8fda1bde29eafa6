using System.Net;

namespace ActorSync.Engine.Gateway;

/// <summary>A body of no bytes, for requests that have none.</summary>
/// <remarks>
/// SocketsHttpHandler silently re-sends a request without content when the server closes the connection before answering;
/// one with content, even an empty one, it gives back. Only so do our own count and the count on the wire agree, and no
/// DELETE leaves twice.
/// </remarks>
internal sealed class EmptyContent : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }
}
