using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using NodaTime;

namespace ActorSync.Engine.Audit.Export;

/// <summary>Reads the records of the audit log one after the other, while a run may be writing it, and proves those of one agent.</summary>
internal sealed class AuditExport
{
    private readonly AuditLog _log;
    private readonly IPersonTable _people;
    private readonly KeptNames _names;
    private readonly ExportScope _scope;
    private readonly RunHistory _history;
    private readonly SealedParts _parts;
    private readonly JournalCut? _cut;
    private readonly ImmutableArray<long> _ends;
    private readonly Dictionary<int, string> _operators = [];

    /// <summary>Fixes what there is to export: what is stored later is not in it.</summary>
    /// <exception cref="AuditFlawException">The run log is not as it was written.</exception>
    public AuditExport(IJournalRows rows, IPersonTable people, KeptNames names, ExportScope scope)
    {
        _log = new AuditLog(rows);
        _people = people;
        _names = names;
        _scope = scope;

        // The ends are read before the run log, so that it has every run that an event before them tells of.
        _ends = [.. Enumerable.Range(0, Partitioning.Partitions).Select(partition => rows.EndOf(AuditLog.JournalOf(partition)))];
        var runs = RunLogCheck.Of(rows, anchor: null).Sound();
        _history = runs.History;
        _parts = new SealedParts(runs.Seals, _history);
        _cut = runs.Cut;
        if (scope.WithNames)
        {
            foreach (var known in people.Load(Operators.Partition).Where(known => known.User is not null))
            {
                _operators.Add(known.Number, known.User!.Value.Value);
            }
        }
    }

    /// <summary>The seals in order.</summary>
    public IReadOnlyList<RunSeal> Seals => _parts.Seals;

    /// <summary>As far back as the records reach; null where nothing was cut off.</summary>
    public Instant? ReachesBackTo => _cut?.ReachesBackTo;

    /// <summary>Whether what a run did is cut off.</summary>
    public bool HasCut(RunId run) => _cut?.Covers(run) == true;

    /// <summary>Whether there is such a run.</summary>
    public bool Has(RunId run) => _history.Find(run) is not null;

    /// <summary>Whether somebody has the employee id that is asked for.</summary>
    public bool KnowsWhom => Enumerable.Range(0, Partitioning.Partitions).SelectMany(_people.Load).Any(IsWanted);

    /// <summary>The records by partition and position.</summary>
    /// <exception cref="AuditFlawException">An event is not as it was written.</exception>
    public IEnumerable<ExportedRecord> Read()
    {
        for (var partition = 0; partition < Partitioning.Partitions; partition++)
        {
            var known = _scope.Employee is null && !_scope.WithNames ? [] : _people.Load(partition).Where(IsWanted).ToDictionary(person => person.Number);
            if (_scope.Employee is not null && known.Count == 0)
            {
                continue;
            }

            foreach (var record in ReadPart(partition).SelectMany(read => read.Records).Where(_scope.Takes))
            {
                if (_scope.Employee is null || known.ContainsKey(record.Person.Number))
                {
                    yield return Describe(record, known.GetValueOrDefault(record.Person.Number));
                }
            }
        }
    }

    /// <summary>The same with proofs, where there are as few as of one agent. The seals that they name are those from the first returned one on.</summary>
    public (IReadOnlyList<RunSeal> Seals, IReadOnlyList<ExportedRecord> Records) Prove()
    {
        var records = Read().ToList();
        var bySeal = records.Index().ToLookup(exported => _parts.SealAt(exported.Item.Record.Person.Partition, exported.Item.Record.Event));
        var sealing = bySeal.Select(part => part.Key).Where(seal => seal < Seals.Count).Order().ToList();
        foreach (var seal in sealing)
        {
            var (leaves, places) = LeavesOf(seal, [.. bySeal[seal].Select(exported => PlaceOf(exported.Item.Record))]);
            foreach (var (index, exported) in bySeal[seal])
            {
                if (!places.TryGetValue(PlaceOf(exported.Record), out var place))
                {
                    throw new AuditFlawException(new(AuditLog.JournalOf(exported.Record.Person.Partition), exported.Record.Event, "it is missing"));
                }

                records[index] = exported with { Proof = new(seal - sealing[0], place, MerkleTree.Proof(CollectionsMarshal.AsSpan(leaves), place)) };
            }
        }

        return (sealing.Count == 0 ? [] : [.. Seals.Skip(sealing[0])], records);
    }

    private static (int Partition, long Event, int Place) PlaceOf(AuditRecord record) => (record.Person.Partition, record.Event, record.Place);

    private bool IsWanted(PersonIdentity person) =>
        _scope.Employee is null || (person.User is not null && (person.Employee == _scope.Employee || person.TargetEmployee == _scope.Employee));

    private IEnumerable<AuditEvent> ReadPart(int partition)
    {
        var (after, until) = _scope.Run is { } run && _parts.SealOf(run) is var seal
            ? (_parts.Before(seal, partition), _parts.EndOf(seal, partition))
            : (_cut?.Seal.Heads[partition] ?? default, long.MaxValue);
        return _log.Read(partition, after, position => _parts.RunAt(partition, position), Math.Min(until, _ends[partition]));
    }

    private (List<Digest> Leaves, Dictionary<(int Partition, long Event, int Place), int> Places) LeavesOf(int seal, HashSet<(int Partition, long Event, int Place)> wanted)
    {
        var leaves = new List<Digest>();
        var places = new Dictionary<(int Partition, long Event, int Place), int>();
        for (var partition = 0; partition < Partitioning.Partitions; partition++)
        {
            foreach (var record in _log.Read(partition, _parts.Before(seal, partition), _ => Seals[seal].Run, _parts.EndOf(seal, partition)).SelectMany(read => read.Records))
            {
                if (wanted.Contains(PlaceOf(record)))
                {
                    places.Add(PlaceOf(record), leaves.Count);
                }

                leaves.Add(record.Digest);
            }
        }

        return (leaves, places);
    }

    private ExportedRecord Describe(AuditRecord record, PersonIdentity? person)
    {
        var run = record.Run is { } id ? _history.Find(id) : null;
        var change = record.Change;
        var taken = change.Cause == ChangeCause.Elsewhere ? null : run?.OperatorAt(change.At);
        return new(
            record,
            taken?.Number,
            change.Row is { } row ? run?.FileOf(row) : null,
            _names.Of(run, change.Kind, change.Id),
            _scope.WithNames ? person : null,
            taken is null ? null : _operators.GetValueOrDefault(taken.Number));
    }
}
