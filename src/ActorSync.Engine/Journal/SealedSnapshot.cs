namespace ActorSync.Engine.Journal;

/// <summary>A partition's state as it is stored: people by number, with the end of the journal's hash chain at that point. Opened by <see cref="SealedFormat"/>.</summary>
public sealed class SealedSnapshot
{
    internal SealedSnapshot(byte[] bytes) => Bytes = bytes;

    /// <summary>The bytes as stored.</summary>
    public ReadOnlyMemory<byte> Payload => Bytes;

    /// <summary>The same bytes for whoever stores and opens them; nobody changes them.</summary>
    internal byte[] Bytes { get; }
}
