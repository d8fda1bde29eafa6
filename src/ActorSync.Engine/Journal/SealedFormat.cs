using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>How a partition's events and snapshots stand in a payload from batch/4 and partition/5 on: people by number, and each event behind the digest of the one before it.</summary>
/// <remarks>
/// An event begins with its position, the digest of the event before it, and when it was stored. An outcome of all that its write carried names the write instead of
/// carrying it again, so an event is opened against the state before it.
/// </remarks>
internal static class SealedFormat
{
    /// <summary>Seals entries whose people are all in the directory.</summary>
    /// <param name="writer">A writer whose memory may be used.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="people">Who has which number.</param>
    /// <param name="before">The partition's state before them.</param>
    /// <param name="head">The chain before them.</param>
    /// <param name="position">Where the event will stand.</param>
    /// <param name="now">When it is stored.</param>
    public static SealedBatch Seal(
        PayloadWriter writer, ImmutableArray<JournalEntry> entries, PersonDirectory people, PartitionState before, ChainHead head, long position, Instant now)
    {
        writer.Restart();
        writer.People = people;
        writer.Number((ulong)position);
        writer.Digest(head.Digest);
        writer.Instant(now);
        writer.Count(entries.Length);
        foreach (var entry in entries)
        {
            EntryFormat.WriteSealed(writer, entry, before);
        }

        return new(writer.Finish(), position, head.Digest, now);
    }

    /// <summary>Reads where an event stands; its entries are not opened.</summary>
    /// <exception cref="UnreadablePayloadException">The payload is damaged.</exception>
    public static SealedBatch Read(byte[] payload)
    {
        var reader = new PayloadReader(payload, JournalManifests.Batch4);
        return reader.Guarded(from => new SealedBatch(payload, checked((long)from.Number()), from.Digest(), from.Instant()));
    }

    /// <summary>Opens an event, entry by entry.</summary>
    /// <param name="batch">The event.</param>
    /// <param name="people">Who has which number.</param>
    /// <param name="state">The partition's state before it; the caller lets it take in each entry before it asks for the next one.</param>
    /// <exception cref="UnreadablePayloadException">The payload is damaged, or does not belong to that state.</exception>
    public static IEnumerable<JournalEntry> Open(SealedBatch batch, PersonDirectory people, PartitionState state)
    {
        var reader = new PayloadReader(batch.Bytes, JournalManifests.Batch4, isChecked: true) { People = people };
        Func<PayloadReader, JournalEntry> readEntry = from => EntryFormat.ReadSealed(from, state);
        reader.Number();
        reader.Digest();
        reader.Instant();
        var count = reader.Count();
        for (var index = 0; index < count; index++)
        {
            yield return reader.Guarded(readEntry);
        }

        reader.End();
    }

    /// <summary>Seals a partition's state whose people are all in the directory.</summary>
    public static SealedSnapshot Seal(PayloadWriter writer, PartitionSnapshot snapshot, PersonDirectory people, ChainHead head)
    {
        writer.Restart();
        writer.People = people;
        writer.Number((ulong)head.Position);
        writer.Digest(head.Digest);
        EntryFormat.WriteRecords(writer, snapshot.Users);
        return new(writer.Finish());
    }

    /// <summary>Opens a partition's state; whoever is erased is in it by their pseudonym.</summary>
    /// <exception cref="UnreadablePayloadException">The payload is damaged.</exception>
    public static (PartitionSnapshot State, ChainHead Head) Open(SealedSnapshot snapshot, PersonDirectory people)
    {
        var reader = new PayloadReader(snapshot.Bytes, JournalManifests.Partition5) { People = people };
        return reader.Guarded(from =>
        {
            var head = new ChainHead(checked((long)from.Number()), from.Digest());
            var users = EntryFormat.ReadRecords(from);
            from.End();
            return (new PartitionSnapshot([.. users.OrderBy(user => user.User)]), head);
        });
    }
}
