using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;

namespace ActorSync.Engine.Audit;

/// <summary>A partition's state where its journal was cut off: it stands in the place of the events before.</summary>
internal static class CutBase
{
    /// <summary>Under which id it is kept in the snapshot store, where no actor reads it.</summary>
    public static string IdOf(int partition) => $"base-{partition}";

    /// <summary>The state with which a partition's journal begins; empty where it was not cut.</summary>
    /// <param name="rows">The journal.</param>
    /// <param name="cut">Up to where the journals were cut, or null.</param>
    /// <param name="people">The partition's people.</param>
    /// <exception cref="AuditFlawException">It is missing or damaged.</exception>
    public static (PartitionState State, ChainHead Head) Load(IJournalRows rows, JournalCut? cut, PersonDirectory people)
    {
        if (cut is null || cut.Seal.Heads[people.Partition] is not { Position: > 0 } head)
        {
            return (new(), default);
        }

        var payload = rows.ReadSnapshot(IdOf(people.Partition), head.Position) ?? throw Missing(people.Partition, head);
        try
        {
            return (PartitionState.From(SealedFormat.Open((SealedSnapshot)JournalSerializer.Read(payload, JournalManifests.Partition5), people).State), head);
        }
        catch (UnreadablePayloadException damaged)
        {
            throw new AuditFlawException(new(IdOf(people.Partition), head.Position, damaged.Message.TrimEnd('.')));
        }
    }

    /// <summary>The digest of all that stand at a seal.</summary>
    /// <exception cref="AuditFlawException">One is missing.</exception>
    public static Digest DigestOf(IJournalRows rows, RunSeal seal)
    {
        var digests = new byte[Partitioning.Partitions * Digest.Size];
        foreach (var (partition, head) in seal.Heads.Index().Where(end => end.Item.Position > 0))
        {
            Digest.Of(rows.ReadSnapshot(IdOf(partition), head.Position) ?? throw Missing(partition, head)).CopyTo(digests.AsSpan(partition * Digest.Size));
        }

        return Digest.Of(digests);
    }

    /// <summary>Checks that the states with which the journals begin are those that were kept at a cut.</summary>
    /// <exception cref="AuditFlawException">They are not, or one is missing.</exception>
    public static void Check(IJournalRows rows, JournalCut cut)
    {
        if (DigestOf(rows, cut.Seal) != cut.Told.Bases)
        {
            throw new AuditFlawException(new(IdOf(0), 0, $"the states with which the journals begin since the cut at run {cut.Seal.Run} are not those that were kept then"));
        }
    }

    private static AuditFlawException Missing(int partition, ChainHead head) => new(new(IdOf(partition), head.Position, "it is missing: what was cut off stood in it"));
}
