using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using NodaTime;

namespace ActorSync.Engine.Audit;

/// <summary>Reads the history of agents out of the partitions' journals, while a run may be writing them.</summary>
/// <param name="rows">The journal.</param>
/// <param name="people">The table of people.</param>
/// <param name="cut">Up to where the journals were cut off, or null.</param>
internal sealed class AgentHistoryReader(IJournalRows rows, IPersonTable people, JournalCut? cut)
{
    /// <summary>Those who have an employee id, by the source's or the target's.</summary>
    /// <exception cref="AuditFlawException">An event is damaged.</exception>
    public IEnumerable<AgentHistory> Read(string employee)
    {
        for (var partition = 0; partition < Partitioning.Partitions; partition++)
        {
            foreach (var person in people.Load(partition).Where(known => known.User is not null && (known.Employee == employee || known.TargetEmployee == employee)).OrderBy(known => known.Number))
            {
                yield return new(person.User!.Value, Fold(partition, person));
            }
        }
    }

    private AgentTimeline Fold(int partition, PersonIdentity person)
    {
        var timeline = new AgentTimeline();
        var directory = new PersonDirectory(partition) { IsAnonymous = true };
        var pseudonym = new UserId(new Pseudonym(partition, person.Number).ToString());
        var intents = new PartitionState();
        var (begin, head) = CutBase.Load(rows, cut, directory);
        var knownAt = cut?.ReachesBackTo ?? Instant.MinValue;
        if (begin.Find(pseudonym) is { } known)
        {
            timeline.Begin(known, knownAt);
        }

        foreach (var row in rows.Read(AuditLog.JournalOf(partition), head.Position))
        {
            if (row.IsDeleted)
            {
                throw new AuditFlawException(new(AuditLog.JournalOf(partition), row.Position, AuditFlaw.Marked));
            }

            try
            {
                if (row.Manifest == JournalManifests.Batch4)
                {
                    var batch = SealedFormat.Read(row.Payload);
                    knownAt = batch.At;
                    foreach (var entry in SealedFormat.Open(batch, directory, intents))
                    {
                        Take(entry, entry.User == pseudonym);
                        Remember(entry);
                    }
                }
                else if (JournalSerializer.Read(row.Payload, row.Manifest) is JournalBatch earlier)
                {
                    foreach (var entry in earlier.Entries)
                    {
                        // These do not say when they were stored; the entry's own instant is next to it.
                        knownAt = entry switch
                        {
                            JournalEntry.Settled settled => Instant.Max(knownAt, settled.At),
                            JournalEntry.Seen seen => Instant.Max(knownAt, seen.Observed.ObservedAt),
                            _ => knownAt,
                        };
                        Take(entry, entry.User == person.User);
                    }
                }
            }
            catch (Exception damaged) when (damaged is UnreadablePayloadException or InvalidOperationException) // It cannot follow on what was read, where that lacks something.
            {
                throw new AuditFlawException(new(AuditLog.JournalOf(partition), row.Position, damaged.Message.TrimEnd('.')));
            }
        }

        return timeline;

        void Take(JournalEntry entry, bool isOfPerson)
        {
            if (isOfPerson)
            {
                timeline.Take(entry is JournalEntry.Seen seen ? new JournalEntry.Seen(seen.Observed with { Id = pseudonym }) : entry with { User = pseudonym }, knownAt);
            }
        }

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
    }
}
