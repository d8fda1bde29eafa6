using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Audit;

/// <summary>What one agent held and why: the fold of that person's entries in the journal.</summary>
/// <remarks>Entries are only ever added, each with when it was known: what is learnt later leaves alone what was known before.</remarks>
public sealed class AgentTimeline
{
    private PartitionState _state = new();
    private readonly List<TimelineChange> _changes = [];
    private readonly List<TimelineStatement> _statements = [];
    private readonly SortedDictionary<(ValueKind Kind, string Id), string> _held = [];
    private readonly HashSet<(ValueKind Kind, string Id)> _doubtful = [];
    private readonly HashSet<ValueKind> _read = [];
    private readonly Dictionary<(RunId Run, int Sequence), Instant> _intendedAt = [];
    private readonly Dictionary<(ValueKind Kind, string Id), Instant> _writtenAfter = [];
    private Instant _begunAt = Instant.MinValue;
    private Instant? _sight;

    /// <summary>Every change, by when it was known. Of what was intended and is not settled nobody knows whether it was written.</summary>
    public IReadOnlyList<TimelineChange> Changes
    {
        get
        {
            var all = _changes.ToList();
            foreach (var change in Open())
            {
                var after = all.FindIndex(known => known.KnownAt > change.KnownAt);
                all.Insert(after < 0 ? all.Count : after, change);
            }

            return all;
        }
    }

    /// <summary>Every statement about dates, by when it was known.</summary>
    public IReadOnlyList<TimelineStatement> Statements => _statements;

    /// <summary>Begins with what was known where the journal was cut off.</summary>
    /// <param name="known">What was known of the person.</param>
    /// <param name="cutAt">As far back as the journal reaches.</param>
    public void Begin(UserRecord known, Instant cutAt)
    {
        ArgumentNullException.ThrowIfNull(known);

        _state = PartitionState.From(new PartitionSnapshot([known]));
        _begunAt = cutAt;
        _sight = known.LastKnown?.ObservedAt;
        Found(ValueKind.Skill, known.LastKnown?.Skills?.ToDictionary(held => held.Key.Value, held => AuditValue.Of(held.Value)));
        Found(ValueKind.Certification, known.LastKnown?.Certifications?.ToDictionary(held => held.Key.Value, held => AuditValue.Of(held.Value)));
        State(AgentLedger.Empty, known.Ledger, cutAt);

        void Found(ValueKind kind, Dictionary<string, string>? values)
        {
            if (values is null)
            {
                return;
            }

            _read.Add(kind);
            foreach (var (id, value) in values.OrderBy(held => held.Key, StringComparer.Ordinal))
            {
                Add(new(cutAt, null, cutAt, kind, id, null, value, TimelineOrigin.Earlier, null, null, null));
            }
        }
    }

    /// <summary>Takes in one entry of the person.</summary>
    /// <param name="entry">The entry; all of one person go by one user.</param>
    /// <param name="knownAt">When it was stored; not before that of the entry before.</param>
    public void Take(JournalEntry entry, Instant knownAt)
    {
        ArgumentNullException.ThrowIfNull(entry);

        var known = _state.Find(entry.User) ?? UserRecord.New(entry.User);
        switch (entry)
        {
            case JournalEntry.Seen { Observed: var seen }:
                See(known.LastKnown, seen, knownAt);
                break;
            case JournalEntry.Intended intended:
                _intendedAt.TryAdd((intended.Run, intended.Sequence), knownAt);
                break;
            case JournalEntry.Settled settled:
                // Whoever goes on with a run counts its writes from one again.
                var wasIntended = _intendedAt.Remove((settled.Run, settled.Sequence), out var intendedAt);
                foreach (var change in AuditTrail.ChangesOf(settled))
                {
                    _writtenAfter[(change.Kind, change.Id)] = wasIntended ? intendedAt : _begunAt;
                    Add(new(knownAt, change.At, change.At, change.Kind, change.Id, change.Before, change.After, TimelineOrigin.Written, change.Cause.Operation, settled.Run, change.Row));
                }

                break;
            case JournalEntry.Edited edited:
                foreach (var edit in edited.Edits)
                {
                    Add(new(knownAt, Unchanged(edit.Kind, edit.Id), edited.At, edit.Kind, edit.Id, edit.Before, edit.After, TimelineOrigin.Elsewhere, null, null, null));
                }

                break;
            case JournalEntry.Doubted { Doubt: { Result: DoubtResult.Unsettled, Operations: var carried } } doubted:
                foreach (var change in carried.Select(operation => AuditTrail.Of(operation, knownAt)))
                {
                    Add(new(knownAt, _sight, knownAt, change.Kind, change.Id, change.Before, change.After, TimelineOrigin.Perhaps, change.Cause.Operation, doubted.Run, change.Row));
                    _doubtful.Add((change.Kind, change.Id));
                }

                break;
            case JournalEntry.Noted { Ledger: var ledger }:
                State(known.Ledger, ledger, knownAt);
                break;
        }

        _state.Evolve(entry);
    }

    /// <summary>What was held, as known at an instant: the change that put each value there, by kind and id.</summary>
    public ImmutableArray<TimelineChange> KnownBy(Instant instant) =>
    [
        .. Changes.Where(change => change.KnownAt <= instant)
            .GroupBy(change => (change.Kind, change.Id))
            .Select(changes => changes.Last())
            .Where(last => last.To is not null || last.Origin == TimelineOrigin.Perhaps)
            .OrderBy(last => last.Kind).ThenBy(last => last.Id, StringComparer.Ordinal),
    ];

    /// <summary>The changes that were known only after an instant, and at which they may have happened already.</summary>
    public ImmutableArray<TimelineChange> LearntAfter(Instant instant) =>
        [.. Changes.Where(change => change.KnownAt > instant && (change.After is null || change.After <= instant))];

    /// <summary>The statements that were known only after an instant, and tell something else of it.</summary>
    public ImmutableArray<TimelineStatement> CorrectedAfter(Instant instant) =>
        [.. _statements.Where(statement => statement.KnownAt > instant && statement.Corrects(instant))];

    // A process was killed or is at work, or a run was closed while the person could not be read.
    private IEnumerable<TimelineChange> Open() =>
        from user in _state.Users
        from intent in user.OpenIntents
        let at = _intendedAt.GetValueOrDefault((intent.Run, intent.Sequence), _begunAt)
        from operation in intent.Operations
        let change = AuditTrail.Of(operation, at)
        select new TimelineChange(at, at, at, change.Kind, change.Id, change.Before, change.After, TimelineOrigin.Perhaps, change.Cause.Operation, intent.Run, change.Row);

    // Until when a value surely had not been changed by others: it was read, or written by a request that had not been sent before then.
    private Instant? Unchanged(ValueKind kind, string id) =>
        _writtenAfter.TryGetValue((kind, id), out var written) && !(written < _sight) ? written : _sight;

    private void Add(TimelineChange change)
    {
        _changes.Add(change);
        if (change.To is { } value)
        {
            _held[(change.Kind, change.Id)] = value;
        }
        else
        {
            _held.Remove((change.Kind, change.Id));
        }
    }

    private void See(ObservedUser? known, ObservedUser seen, Instant knownAt)
    {
        // What differs beyond rounding; edits that were stored as such are in what is held already.
        var edited = known is null ? [] : AuditTrail.EditsBetween(known, seen).Select(edit => (edit.Kind, edit.Id)).ToHashSet();
        See(ValueKind.Skill, known?.Skills is not null, seen.Skills?.ToDictionary(held => held.Key.Value, held => AuditValue.Of(held.Value)));
        See(ValueKind.Certification, known?.Certifications is not null, seen.Certifications?.ToDictionary(held => held.Key.Value, held => AuditValue.Of(held.Value)));
        _sight = seen.ObservedAt;

        void See(ValueKind kind, bool wasKnown, Dictionary<string, string>? values)
        {
            if (values is null)
            {
                return;
            }

            var isFirst = _read.Add(kind);
            var ids = _held.Keys.Concat(_doubtful).Where(key => key.Kind == kind).Select(key => key.Id).Union(values.Keys).Order(StringComparer.Ordinal).ToList();
            foreach (var id in ids)
            {
                var (before, now, isDoubtful) = (_held.GetValueOrDefault((kind, id)), values.GetValueOrDefault(id), _doubtful.Remove((kind, id)));
                var origin = isFirst ? TimelineOrigin.Found : isDoubtful || !wasKnown ? TimelineOrigin.Unknown : TimelineOrigin.Elsewhere;
                if (isDoubtful || (before != now && (!wasKnown || edited.Contains((kind, id)))))
                {
                    Add(new(knownAt, isFirst ? null : Unchanged(kind, id), seen.ObservedAt, kind, id, before, now, origin, null, null, null));
                }
            }
        }
    }

    private void State(AgentLedger before, AgentLedger now, Instant knownAt)
    {
        foreach (var id in before.Dates.Concat(now.Dates).Select(dates => dates.Certification).Distinct().Order())
        {
            Compare(ValueKind.Certification, id.Value, Of(before.Dates.FirstOrDefault(dates => dates.Certification == id)), Of(now.Dates.FirstOrDefault(dates => dates.Certification == id)));
        }

        foreach (var gone in before.Scheduled.Except(now.Scheduled))
        {
            Compare(ValueKind.Skill, gone.Skill.Value, Of(gone), null);
        }

        foreach (var added in now.Scheduled.Except(before.Scheduled))
        {
            Compare(ValueKind.Skill, added.Skill.Value, null, Of(added));
        }

        void Compare(ValueKind kind, string id, StatedTime? was, StatedTime? @is)
        {
            if (was != @is)
            {
                _statements.Add(new(knownAt, kind, id, was, @is));
            }
        }
    }

    private static StatedTime? Of(CertificationDates? dates) => dates is null ? null : new(dates.IssuedOn, dates.OfficialExpiry, dates.EndedAt, Level: null);

    private static StatedTime Of(ScheduledSkill scheduled) => new(scheduled.From, scheduled.Until, EndedAt: null, AuditValue.Of(scheduled.Level));
}
