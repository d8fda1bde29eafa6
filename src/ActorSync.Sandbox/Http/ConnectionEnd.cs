namespace ActorSync.Sandbox.Http;

/// <summary>How a connection ends in the place of an answer, or in the middle of one.</summary>
internal enum ConnectionEnd
{
    /// <summary>The server says that it sends no more (FIN).</summary>
    Quiet,

    /// <summary>The connection is reset (RST).</summary>
    Reset,
}
