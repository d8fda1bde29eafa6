using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What others have made of one user's values since one run wrote them.</summary>
/// <param name="run">The run.</param>
/// <remarks>Mutable and confined to whoever reads the journal. Values may be equal and still be another's: somebody who takes a skill away and gives it again has given it.</remarks>
internal sealed class LaterChanges(RunId run)
{
    private readonly SortedDictionary<(ValueKind Kind, string Id), Stack<(RunId? By, string? Before)>> _since = [];

    /// <summary>Takes in one entry of the user.</summary>
    public void Take(JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.Settled settled:
                foreach (var change in AuditTrail.ChangesOf(settled))
                {
                    Written(change, settled.Run);
                }

                break;
            case JournalEntry.Edited edited:
                foreach (var change in AuditTrail.ChangesOf(edited))
                {
                    StackOf(change).Push((null, change.Before));
                }

                break;
            case JournalEntry.Doubted { Doubt: { Result: DoubtResult.Unsettled } doubt } doubted when doubted.Run != run:
                foreach (var change in doubt.Operations.Select(operation => AuditTrail.Of(operation, doubt.At)))
                {
                    StackOf(change).Push((doubted.Run, change.Before));
                }

                break;
        }
    }

    /// <summary>The values that are another's by now.</summary>
    public ImmutableArray<LaterChange> ToChanges() =>
    [
        .. from pair in _since
           where pair.Value.Count > 0
           let isByRunsAlone = pair.Value.All(change => change.By is not null)
           select new LaterChange(pair.Key.Kind, pair.Key.Id, isByRunsAlone ? pair.Value.Peek().By : null),
    ];

    private void Written(AuditChange change, RunId by)
    {
        var since = StackOf(change);
        if (by == run)
        {
            since.Clear();
        }
        else if (change.Cause.Operation == OperationCause.Undone && since.TryPeek(out var last) && last.By is not null && last.Before == change.After)
        {
            since.Pop(); // What that run did is taken back, and the value is again whose it was.
        }
        else if (!since.TryPeek(out last) || last.By != by)
        {
            since.Push((by, change.Before));
        }
    }

    private Stack<(RunId? By, string? Before)> StackOf(AuditChange change)
    {
        var key = (change.Kind, change.Id);
        if (!_since.TryGetValue(key, out var since))
        {
            _since.Add(key, since = new());
        }

        return since;
    }
}
