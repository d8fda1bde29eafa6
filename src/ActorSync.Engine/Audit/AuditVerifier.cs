using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;

namespace ActorSync.Engine.Audit;

/// <summary>Checks the whole audit log: each partition's chain, each run's root over its records, and the chain of the seals.</summary>
/// <param name="rows">The journal.</param>
/// <param name="anchorFile">The full path of what is kept of the last seal beside the journal.</param>
/// <param name="people">The table of people, or null where only the journal is checked.</param>
internal sealed class AuditVerifier(IJournalRows rows, string anchorFile, IPersonTable? people = null)
{
    private readonly Dictionary<Pseudonym, long> _named = [];
    private readonly List<AuditFlaw> _flaws = [];
    private readonly ChainHead[] _heads = new ChainHead[Partitioning.Partitions];
    private readonly bool[] _isBroken = new bool[Partitioning.Partitions];
    private long _records;

    /// <summary>Checks it.</summary>
    public AuditVerdict Verify()
    {
        var runs = RunLogCheck.Of(rows, ReadAnchor());
        if (runs.Flaw is { } flaw)
        {
            _flaws.Add(flaw);
        }

        if (runs.Cut is { } cut)
        {
            Begin(cut);
        }

        foreach (var seal in runs.Seals.Skip(runs.Cut?.Seals ?? 0))
        {
            Check(seal);
        }

        var covered = _records;
        CheckRest(runs.History);
        CheckPeople();
        return new([.. _flaws], runs.Seals.Count - (runs.Cut?.Seals ?? 0), _records, runs.Seals.Count == 0 ? null : runs.Seals[^1].Digest, _records - covered)
        {
            Redacted = runs.Redacted,
            CutAt = runs.Cut?.Seal.Run,
            CutOn = runs.Cut?.Told.At,
            ReachesBackTo = runs.Cut?.ReachesBackTo,
        };
    }

    private AuditAnchor? ReadAnchor()
    {
        try
        {
            return AuditAnchor.Read(anchorFile);
        }
        catch (AuditFlawException damaged)
        {
            _flaws.Add(damaged.Flaw);
            return null;
        }
    }

    // What is kept goes on from the ends that were sealed; whatever is still left of before counts no more.
    private void Begin(JournalCut cut)
    {
        cut.Seal.Heads.CopyTo(_heads);
        try
        {
            CutBase.Check(rows, cut);
        }
        catch (AuditFlawException found)
        {
            _flaws.Add(found.Flaw);
        }
    }

    private void Check(RunSeal seal)
    {
        var leaves = new List<Digest>();
        var isWhole = true;
        foreach (var (partition, head) in seal.Heads.Index())
        {
            isWhole &= !_isBroken[partition] && TryTake(partition, head.Position, seal.Run, leaves) && IsEnd(partition, head);
        }

        _records += leaves.Count;
        if (isWhole && (leaves.Count != seal.Records || MerkleTree.Root(CollectionsMarshal.AsSpan(leaves)) != seal.Root))
        {
            _flaws.Add(new(Runs.RunLog.LogId, 0, $"the records of run {seal.Run} are not those that were sealed"));
        }
    }

    // What no seal covers: a run that is open, or edits that a reader of a closed one saw.
    private void CheckRest(RunHistory history)
    {
        for (var partition = 0; partition < Partitioning.Partitions; partition++)
        {
            var leaves = new List<Digest>();
            if (!_isBroken[partition] && TryTake(partition, long.MaxValue, history.Open?.Id, leaves))
            {
                _records += leaves.Count;
            }
        }
    }

    private void Name(Pseudonym person, long position)
    {
        if (people is not null)
        {
            _named.TryAdd(person, position);
        }
    }

    // Last of all, since a writer stores a person's row before the first event that names its number. Who the person is is no part of the chain.
    private void CheckPeople()
    {
        foreach (var partition in _named.GroupBy(named => named.Key.Partition).OrderBy(group => group.Key))
        {
            var known = people!.Load(partition.Key).Select(person => person.Number).ToHashSet();
            var missing = partition.Where(named => !known.Contains(named.Key.Number)).OrderBy(named => named.Value).ThenBy(named => named.Key.Number).ToList();
            if (missing.Count > 0)
            {
                _flaws.Add(new(
                    AuditLog.JournalOf(partition.Key),
                    missing[0].Value,
                    $"the table {PersonTable.Name} has no row of {missing[0].Key}, whom it names; that of somebody erased stays, and is empty"));
            }
        }
    }

    private bool TryTake(int partition, long until, RunId? run, List<Digest> leaves)
    {
        if (_heads[partition].Position >= until)
        {
            return true;
        }

        try
        {
            foreach (var read in new AuditLog(rows) { Named = Name }.Read(partition, _heads[partition], _ => run))
            {
                if (read.Head.Position > until)
                {
                    break; // The end of this run's part is missing, or was moved.
                }

                leaves.AddRange(read.Records.Select(record => record.Digest));
                _heads[partition] = read.Head;
                if (read.Head.Position == until)
                {
                    break;
                }
            }

            return true;
        }
        catch (AuditFlawException found)
        {
            _isBroken[partition] = true;
            _flaws.Add(found.Flaw);
            return false;
        }
    }

    private bool IsEnd(int partition, ChainHead head)
    {
        if (_heads[partition] == head)
        {
            return true;
        }

        _isBroken[partition] = true;
        var isCutOff = _heads[partition].Position < head.Position;
        _flaws.Add(new(
            AuditLog.JournalOf(partition),
            isCutOff ? _heads[partition].Position + 1 : head.Position,
            isCutOff ? "it is missing: the journal is cut off" : "it is not the event that was sealed"));
        return false;
    }
}
