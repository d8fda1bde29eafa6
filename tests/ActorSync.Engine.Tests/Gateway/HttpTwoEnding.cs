namespace ActorSync.Engine.Tests.Gateway;

/// <summary>What an HTTP/2 server does instead of answering.</summary>
public enum HttpTwoEnding
{
    /// <summary>It closes the connection without a word.</summary>
    Closes,

    /// <summary>It refuses the stream (REFUSED_STREAM).</summary>
    Refuses,

    /// <summary>It says goodbye and names the request before as the last it has seen (GOAWAY).</summary>
    GoesAway,
}
