using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;

namespace ActorSync.Engine.Audit;

/// <summary>Reads the audit log out of the partitions' journals and checks each event's place in its chain.</summary>
/// <param name="rows">The journal.</param>
internal sealed class AuditLog(IJournalRows rows)
{
    /// <summary>Told each number of a person that an event names, with where it stands; null where nobody asks.</summary>
    public Action<Pseudonym, long>? Named { get; init; }

    /// <summary>The persistent actor that keeps a partition's journal.</summary>
    public static string JournalOf(int partition) => $"users-{partition}";

    /// <summary>The events of a partition after a link of its chain, in order.</summary>
    /// <param name="partition">The partition's number.</param>
    /// <param name="after">The link.</param>
    /// <param name="runOf">The run that was under way at a position: what an edit by somebody else was seen in.</param>
    /// <param name="until">The last position that is wanted.</param>
    /// <exception cref="AuditFlawException">An event is damaged, missing, or was changed or moved.</exception>
    public IEnumerable<AuditEvent> Read(int partition, ChainHead after, Func<long, RunId?> runOf, long until = long.MaxValue)
    {
        var people = new PersonDirectory(partition) { IsAnonymous = true };
        var intents = new PartitionState();
        var head = after;
        var last = after.Position;
        foreach (var row in rows.Read(JournalOf(partition), after.Position, until))
        {
            if (row.Position != last + 1)
            {
                throw Flaw(last + 1, last + 2 == row.Position ? "it is missing" : $"it is missing, and so are those up to event {row.Position - 1}");
            }

            last = row.Position;
            if (row.IsDeleted)
            {
                throw Flaw(row.Position, AuditFlaw.Marked);
            }

            if (row.Manifest != JournalManifests.Batch4)
            {
                if (head != default || !IsFromBefore(row.Manifest))
                {
                    throw Flaw(row.Position, $"'{row.Manifest}' is no kind that stands here");
                }

                continue; // It is from before the log was chained.
            }

            AuditEvent read;
            try
            {
                read = Open(SealedFormat.Read(row.Payload), row.Position);
            }
            catch (UnreadablePayloadException damaged)
            {
                throw Flaw(row.Position, damaged.Message.TrimEnd('.'));
            }

            head = read.Head;
            yield return read;
        }

        AuditEvent Open(SealedBatch batch, long position)
        {
            if (batch.Position != position)
            {
                throw Flaw(position, $"it was written as event {batch.Position}");
            }

            if (batch.Previous != head.Digest)
            {
                throw Flaw(position, head == default ? "it follows on an event that is missing" : $"it does not follow on event {head.Position} as that stands now: one of the two was changed");
            }

            var records = ImmutableArray.CreateBuilder<AuditRecord>();
            foreach (var entry in SealedFormat.Open(batch, people, intents))
            {
                Named?.Invoke(Pseudonym.TryParse(entry.User.Value)!.Value, position);
                foreach (var change in AuditTrail.ChangesOf(entry))
                {
                    var run = entry is JournalEntry.Settled settled ? settled.Run : runOf(position);
                    records.Add(new(Pseudonym.TryParse(entry.User.Value)!.Value, position, records.Count, batch.At, run, change));
                }

                Remember(entry);
            }

            return new(batch.Head, records.ToImmutable());
        }

        // Only what is intended is needed, since an outcome may name it; the rest of the state would be that of everybody.
        void Remember(JournalEntry entry)
        {
            if (entry is JournalEntry.Intended)
            {
                intents.Evolve(entry);
            }
            else if (entry is JournalEntry.Settled settled)
            {
                intents.Forget(settled.User);
            }
        }

        AuditFlawException Flaw(long position, string what) => new(new(JournalOf(partition), position, what));
    }

    private static bool IsFromBefore(string manifest) => manifest is JournalManifests.Batch or JournalManifests.Batch2 or JournalManifests.Batch3;
}
