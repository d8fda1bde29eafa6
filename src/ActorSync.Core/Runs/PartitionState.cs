using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What one partition knows of its users: the fold of its journal. It outlives runs.</summary>
/// <remarks>
/// The state is changed in place, because a partition folds tens of thousands of entries and nobody else holds it; the records
/// that it gives out never change.
/// </remarks>
public sealed class PartitionState
{
    private const int SharedLimit = 1_024;

    private readonly Dictionary<UserId, UserRecord> _users;

    // Most users of a run come as far as many others, so they share one value; what earlier runs shared is let go.
    private readonly Dictionary<(RunId Run, UserResult? Result, OperationCounts Applied, int Writes), UserProgress> _shared = [];

    /// <summary>Nothing is known yet.</summary>
    /// <param name="expected">How many users are expected: room for so many is made at once.</param>
    public PartitionState(int expected = 0) => _users = new(expected);

    /// <summary>The users known, in no particular order.</summary>
    public IReadOnlyCollection<UserRecord> Users => _users.Values;

    /// <summary>The state as it was when the snapshot was taken.</summary>
    public static PartitionState From(PartitionSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);

        var state = new PartitionState(snapshot.Users.Length);
        foreach (var user in snapshot.Users)
        {
            state._users.Add(user.User, user.Progress is { } progress ? user with { Progress = state.Shared(progress) } : user);
        }

        return state;
    }

    /// <summary>Takes in one event of the journal.</summary>
    public void Evolve(JournalBatch stored)
    {
        ArgumentNullException.ThrowIfNull(stored);

        foreach (var entry in stored.Entries)
        {
            Evolve(entry);
        }
    }

    /// <summary>Takes in one entry.</summary>
    /// <exception cref="InvalidOperationException">The entry is of an unknown kind, or settles what was never intended.</exception>
    public void Evolve(JournalEntry stored)
    {
        ArgumentNullException.ThrowIfNull(stored);

        ref var place = ref CollectionsMarshal.GetValueRefOrNullRef(_users, stored.User);
        if (Unsafe.IsNullRef(ref place))
        {
            _users.Add(stored.User, After(UserRecord.New(stored.User), stored));
        }
        else
        {
            place = After(place, stored);
        }
    }

    /// <summary>What is known of a user, or null.</summary>
    public UserRecord? Find(UserId user) => _users.GetValueOrDefault(user);

    /// <summary>Forgets a user altogether.</summary>
    public void Forget(UserId user) => _users.Remove(user);

    /// <summary>Forgets a user but for the writes that are not settled, which later entries may name.</summary>
    public void ForgetButOpen(UserId user)
    {
        if (Find(user) is { OpenIntents: { IsEmpty: false } open })
        {
            _users[user] = UserRecord.New(user) with { OpenIntents = open };
        }
        else
        {
            Forget(user);
        }
    }

    /// <summary>The whole state, sorted: equal states give equal snapshots, whatever led to them.</summary>
    public PartitionSnapshot ToSnapshot() => new([.. _users.Values.OrderBy(user => user.User)]);

    private UserRecord After(UserRecord known, JournalEntry stored) => stored switch
    {
        JournalEntry.Seen seen => known with { LastKnown = seen.Observed },
        JournalEntry.Edited => known, // The sighting that comes with it tells what is known now.
        JournalEntry.Noted noted => known with { Ledger = noted.Ledger },
        JournalEntry.Intended intended => After(known, intended),
        JournalEntry.Settled settled => After(known, settled),
        JournalEntry.Doubted doubted => After(known, doubted),
        JournalEntry.Finished finished => known with { Progress = Shared(ProgressIn(known, finished.Run) with { Result = finished.Result }) },
        _ => throw new InvalidOperationException($"Unknown journal entry {stored.GetType().Name}."),
    };

    private UserRecord After(UserRecord known, JournalEntry.Intended intended)
    {
        var open = known.OpenIntents;
        var again = IndexOf(open, intended.Run, intended.Sequence);
        var progress = ProgressIn(known, intended.Run);
        return known with
        {
            OpenIntents = (again < 0 ? open : open.RemoveAt(again)).Add(intended),

            // A user who was done and is written again, after a resume, is no longer done.
            Progress = Shared(progress.Result is null ? progress : progress with { Result = null }),
        };
    }

    private UserRecord After(UserRecord known, JournalEntry.Settled settled)
    {
        var intended = IndexOf(known.OpenIntents, settled.Run, settled.Sequence);
        if (intended < 0)
        {
            throw new InvalidOperationException($"Write {settled.Sequence} of run {settled.Run} for user {settled.User} is settled but was never intended.");
        }

        var observed = known.LastKnown;
        var ledger = known.Ledger;
        foreach (var operation in settled.Applied)
        {
            observed = observed is { IsKnown: true } ? ObservedEffects.After(observed, operation) : observed;
            ledger = LedgerEffects.After(ledger, operation, settled.Source, settled.At);
        }

        var progress = OwnProgress(known, settled.Run) is { } before
            ? Shared(before with
            {
                Applied = before.Applied.Count(settled.Applied),
                WritesApplied = before.WritesApplied + (settled.Result == WriteResult.Applied ? 1 : 0),
            })
            : null;

        // A write moves the version, so one that is no longer known must not stay.
        var versionMoved = settled.Version is not null || !settled.Applied.IsEmpty;
        return known with
        {
            LastKnown = versionMoved && observed is not null ? observed with { Version = settled.Version } : observed,
            Ledger = ledger,
            OpenIntents = known.OpenIntents.RemoveAt(intended),
            Progress = progress ?? known.Progress,
        };
    }

    // A write is intended once more in place of itself, so that there is one of each at most.
    private static int IndexOf(ImmutableArray<JournalEntry.Intended> open, RunId run, int sequence)
    {
        for (var index = 0; index < open.Length; index++)
        {
            if (open[index].Run == run && open[index].Sequence == sequence)
            {
                return index;
            }
        }

        return -1;
    }

    private static UserRecord After(UserRecord known, JournalEntry.Doubted doubted)
    {
        var counted = OwnProgress(known, doubted.Run) is { } progress
            ? known with { Progress = progress with { Doubts = progress.Doubts.Add(doubted.Doubt) } }
            : known;
        return doubted.Doubt switch
        {
            { Result: DoubtResult.Unsettled, Operations: var carried } => counted.AfterUnknown(carried),
            { WasLeftOpen: true, Operations: var carried } => counted with { Ledger = LedgerEffects.AfterFound(counted.Ledger, carried) },
            _ => counted,
        };
    }

    // What an earlier run left open may be given up once a later one has begun with the user, and takes nothing from it.
    private static UserProgress? OwnProgress(UserRecord known, RunId run) =>
        known.Progress is null ? ProgressIn(known, run) : known.ProgressIn(run);

    private static UserProgress ProgressIn(UserRecord known, RunId run) =>
        known.ProgressIn(run) ?? new(run, null, OperationCounts.None);

    private UserProgress Shared(UserProgress progress)
    {
        if (!progress.Doubts.IsEmpty)
        {
            return progress;
        }

        var key = (progress.Run, progress.Result, progress.Applied, progress.WritesApplied);
        if (_shared.TryGetValue(key, out var shared))
        {
            return shared;
        }

        if (_shared.Count == SharedLimit)
        {
            _shared.Clear();
        }

        _shared.Add(key, progress);
        return progress;
    }
}
