namespace ActorSync.Engine.Gateway;

/// <summary>The HTTP stack was about to send a request a second time, because the target had said that it does not take the first.</summary>
internal sealed class NotTakenException() : HttpRequestException("the target takes no more requests on this connection");
