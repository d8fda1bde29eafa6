using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Journal;

/// <summary>How journal entries and partition snapshots stand in a payload: each in the oldest version that can hold it.</summary>
/// <remarks>
/// Version 2 knows how writes in doubt were settled. Version 3 of a snapshot knows how many writes were applied, and version 3 of a batch, as version 4 of
/// a snapshot, what is known of writes that a stopped process left in doubt. From then on they are sealed, see <see cref="SealedFormat"/>; the versions
/// before are only read.
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
    private const byte SettledAsIntended = 8;
    private const byte Edited = 9;

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
                WriteOpenDoubts(to, user);
            }
        });
    }

    /// <summary>Writes users as a sealed snapshot has them.</summary>
    public static void WriteRecords(PayloadWriter to, ImmutableArray<UserRecord> users) => UserFormat.WriteAll(to, users, static (to, user) =>
    {
        Write(to, user);
        if (user.Progress is { } progress)
        {
            DoubtFormat.Write(to, progress.Doubts);
            to.Count(progress.WritesApplied);
        }

        WriteOpenDoubts(to, user);
    });

    /// <summary>Reads users as a sealed snapshot, or one of version 4, has them.</summary>
    public static ImmutableArray<UserRecord> ReadRecords(PayloadReader from) => UserFormat.ReadAll(from, static from =>
    {
        var user = ReadRecord3(from);
        return user with { OpenIntents = [.. user.OpenIntents.Select(intent => intent with { Doubt = ReadOpen(from) })] };
    });

    /// <summary>Writes an entry as a sealed batch has it.</summary>
    /// <param name="to">The payload.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="before">The state before the batch: an outcome of all that an open write of it carried names that write.</param>
    public static void WriteSealed(PayloadWriter to, JournalEntry entry, PartitionState before)
    {
        if (entry is JournalEntry.Settled settled && OpenIntent(before, settled.User, settled.Run, settled.Sequence)?.Operations is { } carried && (carried == settled.Applied || carried.SequenceEqual(settled.Applied)))
        {
            to.Byte(SettledAsIntended);
            WriteSettled(to, settled, static (_, _) => { });
        }
        else
        {
            Write(to, entry);
        }
    }

    /// <summary>Reads what <see cref="WriteSealed"/> wrote.</summary>
    /// <param name="from">The payload.</param>
    /// <param name="state">The state with all entries before this one.</param>
    public static JournalEntry ReadSealed(PayloadReader from, PartitionState state)
    {
        var kind = from.Byte();
        return kind == SettledAsIntended ? ReadSettled(from, state) : ReadEntry(from, kind);
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
    public static PartitionSnapshot ReadSnapshot4(PayloadReader from) => new(ReadRecords(from));

    private static void Write(PayloadWriter to, JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.Seen seen:
                to.Byte(Seen);
                UserFormat.Write(to, seen.Observed);
                break;
            case JournalEntry.Edited edited:
                to.Byte(Edited);
                to.User(edited.User);
                UserFormat.WriteAll(to, edited.Edits, static (to, edit) =>
                {
                    to.Byte((byte)edit.Kind);
                    to.Text(edit.Id);
                    to.Text(edit.Before);
                    to.Text(edit.After);
                });
                to.Instant(edited.At);
                break;
            case JournalEntry.Noted noted:
                to.Byte(Noted);
                to.User(noted.User);
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
                WriteSettled(to, settled, static (to, applied) => UserFormat.WriteAll(to, applied, UserFormat.Write));
                break;
            case JournalEntry.Doubted doubted:
                to.Byte(Doubted);
                to.User(doubted.User);
                to.Text(doubted.Run.Value);
                DoubtFormat.Write(to, doubted.Doubt);
                break;
            case JournalEntry.Finished finished:
                to.Byte(Finished);
                to.User(finished.User);
                to.Text(finished.Run.Value);
                to.Byte((byte)finished.Result);
                break;
            default:
                throw new InvalidOperationException($"Unknown journal entry {entry.GetType().Name}.");
        }
    }

    private static JournalEntry ReadEntry(PayloadReader from) => ReadEntry(from, from.Byte());

    private static JournalEntry ReadEntry(PayloadReader from, byte kind) => kind switch
    {
        Seen => new JournalEntry.Seen(UserFormat.ReadObserved(from)),
        Edited => new JournalEntry.Edited(
            from.User(),
            UserFormat.ReadAll(from, static from => new ValueEdit(from.OneOf<ValueKind>(), from.Text(), from.OptionalText(), from.OptionalText())),
            from.Instant()),
        Noted => ReadNoted(from),
        Intended => ReadIntended(from),
        IntendedInDoubt => ReadIntended(from) with { Doubt = DoubtFormat.ReadIntent(from) },
        Settled => ReadSettled(from, intents: null),
        Finished => new JournalEntry.Finished(from.User(), new(from.Text()), from.OneOf<UserResult>()),
        Doubted => new JournalEntry.Doubted(from.User(), new(from.Text()), DoubtFormat.Read(from)),
        _ => throw from.Damaged($"{kind} is no journal entry"),
    };

    private static JournalEntry.Noted ReadNoted(PayloadReader from)
    {
        var user = from.User();
        return new(user, UserFormat.ReadLedger(from, user));
    }

    private static JournalEntry.Intended? OpenIntent(PartitionState state, UserId user, RunId run, int sequence)
    {
        foreach (var intent in state.Find(user)?.OpenIntents ?? [])
        {
            if (intent.Run == run && intent.Sequence == sequence)
            {
                return intent;
            }
        }

        return null;
    }

    private static void WriteSettled(PayloadWriter to, JournalEntry.Settled settled, Action<PayloadWriter, ImmutableArray<Operation>> writeApplied)
    {
        to.User(settled.User);
        to.Text(settled.Run.Value);
        to.Count(settled.Sequence);
        to.Byte((byte)settled.Result);
        to.Text(settled.Source.Value);
        writeApplied(to, settled.Applied);
        to.Optional(settled.Version);
        to.Instant(settled.At);
    }

    // Where there are intents, the write's own says what was applied.
    private static JournalEntry.Settled ReadSettled(PayloadReader from, PartitionState? intents)
    {
        var (user, run, sequence, result, source) = (from.User(), new RunId(from.Text()), from.Small(), from.OneOf<WriteResult>(), new SourceName(from.Text()));
        var applied = intents is null
            ? UserFormat.ReadAll(from, UserFormat.ReadOperation)
            : OpenIntent(intents, user, run, sequence)?.Operations ?? throw from.Damaged($"write {sequence} of run {run} is settled but was never intended");
        return new(user, run, sequence, result, source, applied, from.Optional(), from.Instant());
    }

    private static void Write(PayloadWriter to, JournalEntry.Intended intended)
    {
        to.User(intended.User);
        to.Text(intended.Run.Value);
        to.Count(intended.Sequence);
        UserFormat.WriteAll(to, intended.Operations, UserFormat.Write);
    }

    private static JournalEntry.Intended ReadIntended(PayloadReader from) =>
        new(from.User(), new(from.Text()), from.Small(), UserFormat.ReadAll(from, UserFormat.ReadOperation));

    private static void Write(PayloadWriter to, UserRecord record)
    {
        to.User(record.User);
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

    private static UserRecord ReadRecord(PayloadReader from)
    {
        var user = from.User();
        return new(
            user,
            from.Flag() ? UserFormat.ReadObserved(from) : null,
            UserFormat.ReadLedger(from, user),
            UserFormat.ReadAll(from, ReadIntended),
            from.OptionalText() is { } run ? new UserProgress(new(run), ReadResult(from), CountsFormat.ReadOperations(from)) : null);
    }

    private static UserRecord ReadRecord3(PayloadReader from)
    {
        var user = ReadRecord(from);
        return user.Progress is { } progress
            ? user with { Progress = progress with { Doubts = DoubtFormat.ReadLog(from), WritesApplied = from.Small() } }
            : user;
    }

    private static void WriteOpenDoubts(PayloadWriter to, UserRecord user)
    {
        foreach (var intent in user.OpenIntents)
        {
            WriteOpen(to, intent.Doubt);
        }
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
