using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Audit;

/// <summary>Reads the run log and checks it: that nothing is missing, and that each seal names the one before it and the facts of its run.</summary>
internal sealed class RunLogCheck
{
    private readonly List<RunSeal> _seals = [];
    private readonly List<(RunId Run, long Position, Digest As)> _redacted = [];
    private readonly HashSet<(RunId Run, long Position, Digest As)> _told = [];
    private AuditFlaw? _flaw;

    private RunLogCheck()
    {
    }

    /// <summary>The seals up to the first flaw, in order.</summary>
    public IReadOnlyList<RunSeal> Seals => _seals;

    /// <summary>The history up to the first flaw.</summary>
    public RunHistory History { get; private set; } = RunHistory.Empty;

    /// <summary>How many events were read.</summary>
    public long Events { get; private set; }

    /// <summary>How many events had text taken out of them, as the log says itself.</summary>
    public int Redacted => _redacted.Count;

    /// <summary>Up to where the partitions' journals were cut off; null where they were not.</summary>
    public JournalCut? Cut { get; private set; }

    /// <summary>Whether the log says that an event of this run stands at its place as these bytes with text taken out.</summary>
    public bool Tells(LinkedRunEvent less)
    {
        ArgumentNullException.ThrowIfNull(less);

        return _told.Contains(KeyOf(less));
    }

    /// <summary>The first flaw, or null.</summary>
    public AuditFlaw? Flaw => _flaw;

    /// <summary>The same where the log is as it was written.</summary>
    /// <exception cref="AuditFlawException">It is not.</exception>
    public RunLogCheck Sound() => _flaw is { } flaw ? throw new AuditFlawException(flaw) : this;

    /// <summary>Checks it.</summary>
    /// <param name="rows">The journal.</param>
    /// <param name="anchor">What was kept beside the journal, or null.</param>
    public static RunLogCheck Of(IJournalRows rows, AuditAnchor? anchor)
    {
        var check = new RunLogCheck();
        foreach (var row in rows.Read(RunLog.LogId, 0))
        {
            check.Take(row);
            if (check._flaw is not null)
            {
                return check;
            }
        }

        check.CompareRedacted();
        check.Compare(anchor);
        return check;
    }

    private void Take(JournalRow row)
    {
        if (row.Position != Events + 1)
        {
            _flaw = new(RunLog.LogId, Events + 1, "it is missing");
            return;
        }

        if (row.IsDeleted)
        {
            _flaw = new(RunLog.LogId, row.Position, AuditFlaw.Marked);
            return;
        }

        try
        {
            var stored = JournalSerializer.Read(row.Payload, row.Manifest);
            if (Misplaced(stored, row) is { } what)
            {
                _flaw = new(RunLog.LogId, row.Position, what);
                return;
            }

            Take(stored, row.Position);
        }
        catch (UnreadablePayloadException damaged)
        {
            _flaw = new(RunLog.LogId, row.Position, damaged.Message.TrimEnd('.'));
        }
        catch (InvalidOperationException impossible)
        {
            _flaw = new(RunLog.LogId, row.Position, $"it cannot follow on the one before it: {impossible.Message.TrimEnd('.')}");
        }
    }

    // Events from before the log was chained may stand before the first link, and nothing tells what they were.
    private string? Misplaced(object stored, JournalRow row) => stored switch
    {
        LinkedRunEvent linked when linked.Position != row.Position => $"it was written as event {linked.Position}",
        LinkedRunEvent linked when linked.Previous != History.Head.Digest => History.Head == default
            ? "it follows on an event that is missing"
            : $"it does not follow on event {History.Head.Position} as that stands now: one of the two was changed",
        LinkedRunEvent => null,
        RunEvent when History.Head == default => null,
        _ => $"'{row.Manifest}' is no kind that stands here",
    };

    private void Take(object stored, long position)
    {
        var (happened, head) = stored is LinkedRunEvent linked ? (linked.Event, linked.Head) : ((RunEvent)stored, default);
        History = History.Evolve(happened) with { Head = head };
        Events = position;
        if (stored is LinkedRunEvent { IsRedacted: true } less)
        {
            _redacted.Add(KeyOf(less));
        }

        if (happened is RunEvent.Cut cut)
        {
            Take(cut, position);
        }

        if (happened is RunEvent.Redacted redacted)
        {
            Take(redacted, position);
        }

        if (happened is RunEvent.Sealed { Seal: var seal })
        {
            Take(seal, position);
        }
    }

    private void Take(RunEvent.Redacted redacted, long position)
    {
        if (redacted.Position < position)
        {
            _told.Add((redacted.Run, redacted.Position, redacted.As));
        }
        else
        {
            _flaw = new(RunLog.LogId, position, $"it tells of text taken out of event {redacted.Position}, which does not stand before it");
        }
    }

    private void Take(RunEvent.Cut cut, long position)
    {
        var at = _seals.FindIndex(seal => seal.Run == cut.Run);
        if (at < 0 || at + 1 < Cut?.Seals)
        {
            _flaw = new(RunLog.LogId, position, $"it tells of a cut at run {cut.Run}, {(at < 0 ? "which is not sealed" : "which was cut off before")}");
            return;
        }

        Cut = new JournalCut(at + 1, _seals[at], cut, History.Find(cut.Run)!.End!.At);
    }

    private void Take(RunSeal seal, long position)
    {
        if (seal.Facts != RunFacts.DigestOf(History.Find(seal.Run)!))
        {
            _flaw = new(RunLog.LogId, position, $"what the log says of run {seal.Run} is not what was sealed");
            return;
        }

        _seals.Add(seal);
    }

    // What was taken out is gone, but only the log itself may say that it was, of which run, and as what it stands since.
    private void CompareRedacted()
    {
        if (_flaw is null && _redacted.FindIndex(less => !_told.Contains(less)) is >= 0 and var untold)
        {
            _flaw = new(RunLog.LogId, _redacted[untold].Position, "text was taken out of it, and nothing in the log says so");
        }
    }

    private static (RunId Run, long Position, Digest As) KeyOf(LinkedRunEvent less) => (less.Event.Run, less.Position, less.Stored);

    private void Compare(AuditAnchor? anchor)
    {
        if (_flaw is null && anchor is not null && (Events < anchor.Events || _seals.All(seal => seal.Digest.ToString() != anchor.Seal)))
        {
            _flaw = new(
                RunLog.LogId,
                Math.Min(Events, anchor.Events) + 1,
                $"the log is cut off, or another one: it lacks the seal of run {anchor.Run} that was kept beside it, as it does where another host has restored a backup of before; that restore has named the last seal that it took out");
        }
    }
}
