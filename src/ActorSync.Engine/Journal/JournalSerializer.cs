using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using Akka.Actor;
using Akka.Serialization;

namespace ActorSync.Engine.Journal;

/// <summary>Turns what the journal and the snapshot store keep into compact bytes, each kind under a manifest with its version.</summary>
public sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The types that go through this serializer.</summary>
    public static readonly IReadOnlyList<Type> BoundTypes = [typeof(SealedBatch), typeof(SealedSnapshot), typeof(LinkedRunEvent), typeof(JournalBatch), typeof(PartitionSnapshot), typeof(RunEvent), typeof(RunHistory), typeof(HeldPause)];

    /// <summary>Stored with every row, so it never changes.</summary>
    public override int Identifier => 7_301;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        SealedBatch => JournalManifests.Batch4,
        SealedSnapshot => JournalManifests.Partition5,
        JournalBatch batch => EntryFormat.ManifestOf(batch),
        PartitionSnapshot snapshot => EntryFormat.ManifestOf(snapshot),
        LinkedRunEvent { IsRedacted: true } => JournalManifests.RedactedRunEvent,
        LinkedRunEvent => JournalManifests.RunEvent,
        RunEvent stored => RunFormat.ManifestOf(stored),
        RunHistory history => RunFormat.ManifestOf(history),
        HeldPause => JournalManifests.PauseBegan,
        _ => throw new ArgumentException($"The journal has no format for {o?.GetType().FullName ?? "null"}.", nameof(o)),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        var writer = new PayloadWriter();
        switch (obj)
        {
            case SealedBatch batch:
                return batch.Bytes;
            case LinkedRunEvent linked:
                return linked.Bytes;
            case SealedSnapshot snapshot:
                return snapshot.Bytes;
            case JournalBatch batch:
                EntryFormat.Write(writer, batch);
                break;
            case PartitionSnapshot snapshot:
                EntryFormat.Write(writer, snapshot);
                break;
            case RunEvent stored:
                RunFormat.Write(writer, stored);
                break;
            case RunHistory history:
                RunFormat.Write(writer, history);
                break;
            case HeldPause pause:
                PauseFormat.Write(writer, pause);
                break;
            default:
                throw new ArgumentException($"The journal has no format for {obj?.GetType().FullName ?? "null"}.", nameof(obj));
        }

        return writer.Finish();
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadablePayloadException">The manifest is unknown or the payload is damaged.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => Read(bytes, manifest);

    /// <summary>What a payload of this kind says.</summary>
    /// <exception cref="UnreadablePayloadException">The manifest is unknown or the payload is damaged.</exception>
    internal static object Read(byte[] bytes, string manifest)
    {
        ArgumentNullException.ThrowIfNull(bytes);

        switch (manifest)
        {
            case JournalManifests.Batch4:
                return SealedFormat.Read(bytes);
            case JournalManifests.RunEvent:
                return LinkedRunEvent.Read(bytes);
            case JournalManifests.RedactedRunEvent:
                return LinkedRunEvent.ReadRedacted(bytes);
            case JournalManifests.Partition5:
                return new SealedSnapshot(bytes);
        }

        Func<PayloadReader, object> read = manifest switch
        {
            JournalManifests.Batch or JournalManifests.Batch2 or JournalManifests.Batch3 => EntryFormat.ReadBatch,
            JournalManifests.Partition => EntryFormat.ReadSnapshot,
            JournalManifests.Partition2 => EntryFormat.ReadSnapshot2,
            JournalManifests.Partition3 => EntryFormat.ReadSnapshot3,
            JournalManifests.Partition4 => EntryFormat.ReadSnapshot4,
            JournalManifests.RunHistory => RunFormat.ReadHistory,
            JournalManifests.RunHistory2 => RunFormat.ReadHistory2,
            JournalManifests.RunHistory3 => RunFormat.ReadHistory3,
            JournalManifests.RunHistory4 => RunFormat.ReadHistory4,
            JournalManifests.RunHistory5 => RunFormat.ReadHistory5,
            JournalManifests.PauseBegan => PauseFormat.Read,
            _ => from => RunFormat.Read(from, manifest),
        };

        return new PayloadReader(bytes, manifest).Guarded(reader =>
        {
            var value = read(reader);
            reader.End();
            return value;
        });
    }
}
