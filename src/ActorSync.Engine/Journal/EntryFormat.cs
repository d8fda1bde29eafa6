using ActorSync.Core.Runs;

namespace ActorSync.Engine.Journal;

/// <summary>How journal entries and partition snapshots stand in a payload: each in the oldest version that can hold it.</summary>
/// <remarks>
/// Version 2 knows how writes in doubt were settled. Version 3 of a snapshot knows how many writes were applied, and version 3 of a batch, as version 4 of
/// a snapshot, what is known of writes that a stopped process left in doubt.
/// </remarks>
internal static class EntryFormat
{
    private const byte Seen = 1;
    private const byte Noted = 2;
    private const byte Intended = 3;
    private const byte Settled = 4;
    private const byte Finished = 5;
    private const byte Doubted = 6;
    private const byte IntendedInDoubt = 7;

    /// <summary>The oldest version that can hold the batch.</summary>
    public static string ManifestOf(JournalBatch batch) =>
        batch.Entries.Any(entry => entry is JournalEntry.Intended { Doubt: not null }) ? JournalManifests.Batch3
        : batch.Entries.Any(entry => entry is JournalEntry.Doubted) ? JournalManifests.Batch2
        : JournalManifests.Batch;

    /// <summary>The oldest version that can hold the snapshot.</summary>
    public static string ManifestOf(PartitionSnapshot snapshot) =>
        snapshot.Users.Any(user => user.OpenIntents.Any(intent => intent.Doubt is not null)) ? JournalManifests.Partition4
        : snapshot.Users.Any(user => user.Progress is { WritesApplied: > 0 }) ? JournalManifests.Partition3
        : snapshot.Users.Any(user => user.Progress is { Doubts.IsEmpty: false }) ? JournalManifests.Partition2
        : JournalManifests.Partition;

    /// <summary>Writes a batch.</summary>
    public static void Write(PayloadWriter to, JournalBatch batch) => UserFormat.WriteAll(to, batch.Entries, Write);

    /// <summary>Reads a batch.</summary>
    public static JournalBatch ReadBatch(PayloadReader from) => new(UserFormat.ReadAll(from, ReadEntry));

    /// <summary>Writes a snapshot.</summary>
    public static void Write(PayloadWriter to, PartitionSnapshot snapshot)
    {
        var manifest = ManifestOf(snapshot);
        var hasOpenDoubts = manifest == JournalManifests.Partition4;
        var hasWrites = hasOpenDoubts || manifest == JournalManifests.Partition3;
        var hasDoubts = hasWrites || manifest == JournalManifests.Partition2;
        UserFormat.WriteAll(to, snapshot.Users, (to, user) =>
        {
            Write(to, user);
            if (user.Progress is { } progress && hasDoubts)
            {
                DoubtFormat.Write(to, progress.Doubts);
                if (hasWrites)
                {
                    to.Count(progress.WritesApplied);
                }
            }

            if (hasOpenDoubts)
            {
                foreach (var intent in user.OpenIntents)
                {
                    WriteOpen(to, intent.Doubt);
                }
            }
        });
    }

    /// <summary>Reads a snapshot of version 1.</summary>
    public static PartitionSnapshot ReadSnapshot(PayloadReader from) => new(UserFormat.ReadAll(from, ReadRecord));

    /// <summary>Reads a snapshot of version 2.</summary>
    public static PartitionSnapshot ReadSnapshot2(PayloadReader from) => new(UserFormat.ReadAll(from, static from =>
    {
        var user = ReadRecord(from);
        return user.Progress is { } progress ? user with { Progress = progress with { Doubts = DoubtFormat.ReadLog(from) } } : user;
    }));

    /// <summary>Reads a snapshot of version 3.</summary>
    public static PartitionSnapshot ReadSnapshot3(PayloadReader from) => new(UserFormat.ReadAll(from, ReadRecord3));

    /// <summary>Reads a snapshot of version 4.</summary>
    public static PartitionSnapshot ReadSnapshot4(PayloadReader from) => new(UserFormat.ReadAll(from, static from =>
    {
        var user = ReadRecord3(from);
        return user with { OpenIntents = [.. user.OpenIntents.Select(intent => intent with { Doubt = ReadOpen(from) })] };
    }));

    private static void Write(PayloadWriter to, JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.Seen seen:
                to.Byte(Seen);
                UserFormat.Write(to, seen.Observed);
                break;
            case JournalEntry.Noted noted:
                to.Byte(Noted);
                to.Text(noted.User.Value);
                UserFormat.Write(to, noted.Ledger);
                break;
            case JournalEntry.Intended intended:
                to.Byte(intended.Doubt is null ? Intended : IntendedInDoubt);
                Write(to, intended);
                if (intended.Doubt is { } doubt)
                {
                    DoubtFormat.Write(to, doubt);
                }

                break;
            case JournalEntry.Settled settled:
                to.Byte(Settled);
                to.Text(settled.User.Value);
                to.Text(settled.Run.Value);
                to.Count(settled.Sequence);
                to.Byte((byte)settled.Result);
                to.Text(settled.Source.Value);
                UserFormat.WriteAll(to, settled.Applied, UserFormat.Write);
                to.Optional(settled.Version);
                to.Instant(settled.At);
                break;
            case JournalEntry.Doubted doubted:
                to.Byte(Doubted);
                to.Text(doubted.User.Value);
                to.Text(doubted.Run.Value);
                DoubtFormat.Write(to, doubted.Doubt);
                break;
            case JournalEntry.Finished finished:
                to.Byte(Finished);
                to.Text(finished.User.Value);
                to.Text(finished.Run.Value);
                to.Byte((byte)finished.Result);
                break;
            default:
                throw new InvalidOperationException($"Unknown journal entry {entry.GetType().Name}.");
        }
    }

    private static JournalEntry ReadEntry(PayloadReader from) => from.Byte() switch
    {
        Seen => new JournalEntry.Seen(UserFormat.ReadObserved(from)),
        Noted => new JournalEntry.Noted(new(from.Text()), UserFormat.ReadLedger(from)),
        Intended => ReadIntended(from),
        IntendedInDoubt => ReadIntended(from) with { Doubt = DoubtFormat.ReadIntent(from) },
        Settled => new JournalEntry.Settled(
            new(from.Text()),
            new(from.Text()),
            from.Small(),
            from.OneOf<WriteResult>(),
            new(from.Text()),
            UserFormat.ReadAll(from, UserFormat.ReadOperation),
            from.Optional(),
            from.Instant()),
        Finished => new JournalEntry.Finished(new(from.Text()), new(from.Text()), from.OneOf<UserResult>()),
        Doubted => new JournalEntry.Doubted(new(from.Text()), new(from.Text()), DoubtFormat.Read(from)),
        var kind => throw from.Damaged($"{kind} is no journal entry"),
    };

    private static void Write(PayloadWriter to, JournalEntry.Intended intended)
    {
        to.Text(intended.User.Value);
        to.Text(intended.Run.Value);
        to.Count(intended.Sequence);
        UserFormat.WriteAll(to, intended.Operations, UserFormat.Write);
    }

    private static JournalEntry.Intended ReadIntended(PayloadReader from) =>
        new(new(from.Text()), new(from.Text()), from.Small(), UserFormat.ReadAll(from, UserFormat.ReadOperation));

    private static void Write(PayloadWriter to, UserRecord record)
    {
        to.Text(record.User.Value);
        to.Flag(record.LastKnown is not null);
        if (record.LastKnown is { } known)
        {
            UserFormat.Write(to, known);
        }

        UserFormat.Write(to, record.Ledger);
        UserFormat.WriteAll(to, record.OpenIntents, Write);
        to.Text(record.Progress?.Run.Value);
        if (record.Progress is { } progress)
        {
            to.Optional((int?)progress.Result);
            CountsFormat.Write(to, progress.Applied);
        }
    }

    private static UserRecord ReadRecord(PayloadReader from) => new(
        new(from.Text()),
        from.Flag() ? UserFormat.ReadObserved(from) : null,
        UserFormat.ReadLedger(from),
        UserFormat.ReadAll(from, ReadIntended),
        from.OptionalText() is { } run ? new UserProgress(new(run), ReadResult(from), CountsFormat.ReadOperations(from)) : null);

    private static UserRecord ReadRecord3(PayloadReader from)
    {
        var user = ReadRecord(from);
        return user.Progress is { } progress
            ? user with { Progress = progress with { Doubts = DoubtFormat.ReadLog(from), WritesApplied = from.Small() } }
            : user;
    }

    private static void WriteOpen(PayloadWriter to, IntentDoubt? doubt)
    {
        to.Flag(doubt is not null);
        if (doubt is not null)
        {
            DoubtFormat.Write(to, doubt);
        }
    }

    private static IntentDoubt? ReadOpen(PayloadReader from) => from.Flag() ? DoubtFormat.ReadIntent(from) : null;

    private static UserResult? ReadResult(PayloadReader from) => (UserResult?)from.Optional() switch
    {
        { } result when !Enum.IsDefined(result) => throw from.Damaged($"{result} is no result"),
        var result => result,
    };
}
