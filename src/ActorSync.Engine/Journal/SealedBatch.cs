using ActorSync.Core.Audit;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>One event of a partition's journal as it is stored: entries that name people by number, behind the digest of the event before it.</summary>
/// <remarks>What it says is opened by <see cref="SealedFormat"/>, which needs to know who has which number.</remarks>
public sealed class SealedBatch
{
    private ChainHead? _head;

    internal SealedBatch(byte[] bytes, long position, Digest previous, Instant at)
    {
        At = at;
        Bytes = bytes;
        Position = position;
        Previous = previous;
    }

    /// <summary>The bytes as stored.</summary>
    public ReadOnlyMemory<byte> Payload => Bytes;

    /// <summary>Where it stands in its partition's journal, from 1: its sequence number.</summary>
    public long Position { get; }

    /// <summary>The digest of the event before it; zeros where there is none that has one.</summary>
    public Digest Previous { get; }

    /// <summary>When it was stored: since when ActorSync knows what it tells.</summary>
    public Instant At { get; }

    /// <summary>The chain after this event.</summary>
    public ChainHead Head => _head ??= new(Position, Digest.Of(Bytes));

    /// <summary>The same bytes for whoever stores and opens them; nobody changes them.</summary>
    internal byte[] Bytes { get; }
}
