using System.Collections.Immutable;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Gathers from the journal of one partition, from its first event on, what one run did to each user.</summary>
/// <param name="run">The run.</param>
/// <param name="before">The state with which the journal begins, where it was cut off; null where it was not.</param>
/// <remarks>Mutable and confined to whoever reads the journal.</remarks>
public sealed class RunChangesFold(RunId run, PartitionState? before = null)
{
    private readonly SortedDictionary<UserId, UserChanges> _users = [];
    private readonly Dictionary<UserId, LaterChanges> _later = [];
    private readonly Dictionary<UserId, (int Sequence, ImmutableArray<Operation> Operations)> _lastApplied = [];

    /// <summary>The partition's state with all that was taken in.</summary>
    public PartitionState State { get; } = before ?? new();

    /// <summary>Takes in one event of the journal.</summary>
    public void Take(JournalBatch stored)
    {
        ArgumentNullException.ThrowIfNull(stored);

        foreach (var entry in stored.Entries)
        {
            Take(entry);
        }
    }

    /// <summary>Takes in one entry.</summary>
    public void Take(JournalEntry stored)
    {
        ArgumentNullException.ThrowIfNull(stored);

        if (stored is JournalEntry.Intended intended && intended.Run == run && !_users.ContainsKey(stored.User))
        {
            _users.Add(stored.User, new UserChanges(stored.User, []) { FoundAs = State.Find(stored.User)?.LastKnown });
            _later.Add(stored.User, new LaterChanges(run));
        }

        State.Evolve(stored);
        Note(stored);
        if (_later.TryGetValue(stored.User, out var later))
        {
            later.Take(stored);
        }
    }

    /// <summary>The users to whom something was, or may have been, done, by user.</summary>
    public ImmutableArray<UserChanges> ToChanges() =>
        [.. _users.Values.Select(WithLater).Where(changes => !changes.Writes.IsEmpty || !changes.Unsettled.IsEmpty)];

    private void Note(JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.Settled settled when settled.Run == run && settled.Applied.IsEmpty:
                _lastApplied.Remove(settled.User);
                break;
            case JournalEntry.Settled settled when settled.Run == run:
                _lastApplied[settled.User] = (settled.Sequence, settled.Applied);
                var known = _users[settled.User];
                _users[settled.User] = known with { Writes = known.Writes.Add(new AppliedWrite(settled.Sequence, settled.At, settled.Applied)) };
                break;
            case JournalEntry.Doubted doubted when doubted.Run == run:
                _users[doubted.User] = After(_users[doubted.User], doubted.Doubt);
                break;
        }
    }

    // Whoever goes on with a run counts its writes from one again: what a doubt is about was settled right before it.
    private UserChanges After(UserChanges known, WriteDoubt doubt)
    {
        ImmutableArray<Operation> applied = _lastApplied.TryGetValue(known.User, out var last) && last.Sequence == doubt.Sequence ? last.Operations : [];
        return doubt switch
        {
            { Result: DoubtResult.Unsettled } => known with { Unsettled = [.. known.Unsettled, .. doubt.Operations.Where(operation => !applied.Contains(operation))] },
            { WasLeftOpen: true } => known with { Found = known.Found.AddRange(applied) },
            _ => known,
        };
    }

    // An intent is still open where whoever gave the run up could not read the user, and no later run has noted it.
    private UserChanges WithLater(UserChanges changes)
    {
        var open = State.Find(changes.User)?.OpenIntentsOf(run).SelectMany(intent => intent.Operations) ?? [];
        return changes with { Unsettled = changes.Unsettled.AddRange(open), Since = _later[changes.User].ToChanges() };
    }
}
