using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Engine.Audit;

/// <summary>Cuts off what was kept long enough: the states at the cut are kept, the run log says so, and only then is anything deleted.</summary>
/// <remarks>Whoever dies on the way leaves what the next one deletes: before the run log says so nothing is missing, and after it nobody reads what is left.</remarks>
/// <param name="rows">The journal.</param>
/// <param name="people">The table of people.</param>
/// <param name="upkeep">Changes the journal.</param>
/// <param name="state">The target's state.</param>
internal sealed class Retention(IJournalRows rows, IPersonTable people, JournalUpkeep upkeep, StateDirectory state)
{
    /// <summary>Cuts, where there is anything to cut, and deletes what an earlier process did not come to.</summary>
    /// <param name="keep">For how long what a run did is kept.</param>
    /// <param name="now">The instant.</param>
    /// <param name="snapshot">Has a partition store a snapshot of its state now; durable when the task ends.</param>
    /// <param name="record">Has the run log take in an event; durable when the task ends.</param>
    /// <param name="stop">Ends it between two partitions, or between two batches of what is deleted.</param>
    /// <exception cref="AuditFlawException">The log is not as it was written, and nothing was cut.</exception>
    public async Task ApplyAsync(Duration keep, Instant now, Func<int, Task> snapshot, Func<RunEvent, Task> record, CancellationToken stop)
    {
        var log = Read();
        if (RetentionRule.CutAt(log.Seals, log.History, log.Cut?.Seals ?? 0, log.Cut?.Told.At, keep, now) is { } at)
        {
            var seal = log.Seals[at];
            if (log.Cut is { } before)
            {
                CutBase.Check(rows, before);
            }

            for (var partition = 0; partition < Partitioning.Partitions; partition++)
            {
                stop.ThrowIfCancellationRequested();
                await KeepBaseAsync(partition, log.Cut, seal.Heads[partition], snapshot);
            }

            stop.ThrowIfCancellationRequested();
            await record(new RunEvent.Cut(seal.Run, CutBase.DigestOf(rows, seal), now));
            log = Read();
        }

        if (log.Cut is { } cut)
        {
            Drop(cut, stop);
            await ShortenAsync(log, cut, now, record);
        }
    }

    private RunLogCheck Read() => RunLogCheck.Of(rows, anchor: null).Sound();

    // The partition's own snapshot has to lie behind the cut, or it could not recover any more.
    private async Task KeepBaseAsync(int partition, JournalCut? cut, ChainHead until, Func<int, Task> snapshot)
    {
        if (until.Position == 0)
        {
            return;
        }

        if (upkeep.LastSnapshotOf(AuditLog.JournalOf(partition)) < until.Position)
        {
            await snapshot(partition);
        }

        var directory = PersonDirectory.Load(partition, people);
        var (reached, head) = CutBase.Load(rows, cut, directory);
        if (head == until)
        {
            return; // Nothing was stored since; the log has the digest of the base that stands there.
        }

        CheckChain(partition, head, until);
        foreach (var row in rows.Read(AuditLog.JournalOf(partition), head.Position, until.Position))
        {
            if (JournalSerializer.Read(row.Payload, row.Manifest) is SealedBatch batch)
            {
                foreach (var entry in SealedFormat.Open(batch, directory, reached))
                {
                    reached.Evolve(entry);
                }
            }
            else
            {
                reached.Evolve((JournalBatch)JournalSerializer.Read(row.Payload, row.Manifest));
            }
        }

        foreach (var record in reached.Users.ToList())
        {
            if (directory.IsErased(record.User))
            {
                reached.ForgetButOpen(record.User); // A later event may settle what is open.
            }
            else if (!directory.TryFind(record.User, out _))
            {
                directory.Enter(record); // An earlier version numbered nobody.
            }
        }

        if (directory.HasUnstored)
        {
            await people.StoreAsync(partition, directory.TakeUnstored());
        }

        var payload = SealedFormat.Seal(new PayloadWriter(), reached.ToSnapshot(), directory, until).Bytes;
        upkeep.KeepSnapshot(AuditLog.JournalOf(partition), CutBase.IdOf(partition), until.Position, JournalManifests.Partition5, payload);
    }

    // Once it is cut nobody can tell any more, so it has to lead to the end that was sealed.
    private void CheckChain(int partition, ChainHead head, ChainHead until)
    {
        foreach (var read in new AuditLog(rows).Read(partition, head, _ => null, until.Position))
        {
            head = read.Head;
        }

        if (head != until)
        {
            throw new AuditFlawException(head.Position < until.Position
                ? new(AuditLog.JournalOf(partition), head.Position + 1, "it is missing: the journal is cut off")
                : new(AuditLog.JournalOf(partition), until.Position, "it is not the event that was sealed"));
        }
    }

    private void Drop(JournalCut cut, CancellationToken stop)
    {
        upkeep.DropEvents(cut.Seal.Heads.Index().ToDictionary(end => AuditLog.JournalOf(end.Index), end => end.Item.Position), stop);
        foreach (var (partition, head) in cut.Seal.Heads.Index())
        {
            upkeep.DropSnapshotsBefore(CutBase.IdOf(partition), head.Position);
        }

        foreach (var run in state.SpooledRuns.Where(cut.Covers).ToList())
        {
            Directory.Delete(state.RunFolder(run), recursive: true);
        }
    }

    private async Task ShortenAsync(RunLogCheck log, JournalCut cut, Instant now, Func<RunEvent, Task> record)
    {
        var redaction = new LogRedaction(rows);
        foreach (var redacted in redaction.Plan(log, (run, summary) => cut.Covers(run) ? SummaryJson.WithoutDetails(summary) : null, now).ToList())
        {
            await record(redacted);
        }

        redaction.Apply(upkeep);
    }
}
