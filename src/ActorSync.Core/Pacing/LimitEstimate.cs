namespace ActorSync.Core.Pacing;

/// <summary>What a limit is taken to be: as configured, until a 429 shows that it is lower; and again as configured once a raise was found.</summary>
/// <remarks>
/// A refusal says how much was counted when the limit was reached: see <see cref="RefusedCount"/>. A raise is looked for by sending a little
/// more than the estimate: see <see cref="ProbeSchedule"/> and <see cref="LimitProbe"/>. That costs one 429 and a wait of a second.
/// Where requests go unpaced the first refusal has to bear a limit out, see <see cref="FirstLesson"/>, and a raise is climbed to, see
/// <see cref="LimitClimb"/>.
/// </remarks>
internal sealed class LimitEstimate(int? configured, TimeSpan window, bool isUnpaced)
{
    /// <summary>By this part of the estimate the probes go beyond it.</summary>
    private const int ProbeShare = 50;

    private readonly RefusedCount _count = new(window);
    private readonly ProbeSchedule _schedule = new();
    private readonly LimitProbe _probe = new();
    private readonly LimitClimb _climb = new(window);

    private int? _learned;
    private TimeSpan _rowBegan;
    private bool _isOfBurst; // It was counted when a burst was refused of which more refusals may come.
    private bool _tookSince = true;
    private bool _isUntried; // It fell to a few requests a window, and no probe has asked whether that is so.

    /// <summary>Requests per window; null for no limit.</summary>
    public int? Limit => _learned ?? configured;

    /// <summary>Whether the limit in force was learned from refusals.</summary>
    public bool IsLearned => _learned is not null;

    /// <summary>Whether the limit in force is but a step on the way up to one that is not known yet.</summary>
    public bool IsClimbing => _climb.From is not null;

    /// <summary>Whether a probe is under way: whatever else was sent now would be refused with it.</summary>
    public bool AwaitsProbe => _probe.IsAwaited;

    /// <summary>Begins to look for a raise where that is due; says when one request beyond the estimate may go, or null where none may until something else happens.</summary>
    public TimeSpan? BeginProbeIfDue(SendWindow sends, TimeSpan now)
    {
        if (_learned is not { } learned || IsClimbing)
        {
            return null;
        }

        if (_probe.IsOn)
        {
            return _probe.IsAwaited ? null : now;
        }

        if (now < _schedule.DueAt)
        {
            return _schedule.DueAt;
        }

        // While places are free, a request more is no probe.
        if (sends.CountAfter(now - window) < learned)
        {
            return null;
        }

        var best = _schedule.BestAt(sends.NthLast(learned)!.Value + window, now, _isUntried);
        if (best == now)
        {
            _schedule.Begin(now);
            _probe.Begin(1 + Math.Max(1, learned / ProbeShare));
        }

        return best;
    }

    /// <summary>Whether this request is the probe that is under way.</summary>
    public bool IsProbe(long id) => _probe.Is(id);

    /// <summary>Notes a send; while a raise is looked for each one counts as a probe.</summary>
    public void Sent(long id) => _probe.Sent(id);

    /// <summary>Notes that the target took a request.</summary>
    public void Accepted(long id)
    {
        _tookSince = true;
        if (_probe.Accepted(id))
        {
            (_learned, _isUntried) = (isUnpaced ? _climb.Begin(_learned!.Value) : null, false);
        }
        else if (IsClimbing && _learned is { } tried)
        {
            _learned = _climb.Accepted(tried);
        }
    }

    /// <summary>Notes that a request told nothing: it was not sent, or not answered.</summary>
    public void Lost(long id) => _probe.Lost(id);

    /// <summary>Notes that a request was refused together with one that was learned from: it was under way then, and counted by mistake.</summary>
    public void RefusedTogether()
    {
        if (_isOfBurst && _learned > 1)
        {
            _learned--;
        }
    }

    /// <summary>Learns from a refusal.</summary>
    /// <param name="sends">What was counted, without the refused request.</param>
    /// <param name="knowsAll">Whether that is all that the target can have counted in the last window.</param>
    /// <param name="receivedAt">When the refusal came.</param>
    /// <param name="stated">The stated wait, or null.</param>
    /// <param name="value">The limit, where the answer states it. Others may use a part of it.</param>
    public void Refused(SendWindow sends, bool knowsAll, TimeSpan receivedAt, TimeSpan? stated, int? value)
    {
        var refusal = new LimitRefusal(receivedAt, stated, OfProbe: _probe.End());
        var isInRow = !_tookSince;
        _rowBegan = isInRow ? _rowBegan : receivedAt;
        _isOfBurst = false;

        // A wait longer than the window speaks of another limit, of a day perhaps: it says nothing about this one.
        if (stated > window + RefusedCount.Rounding)
        {
            return;
        }

        if (isUnpaced && (_learned is null || IsClimbing))
        {
            LearnUnpaced(sends, knowsAll, refusal, value);
            return;
        }

        // Where nothing was taken since the last refusal, this one says only that the window has not moved on yet.
        if (value is null && isInRow && !refusal.OfProbe)
        {
            return;
        }

        if (!IsLearned)
        {
            _schedule.Begin(receivedAt);
        }

        var before = Limit;
        var counted = _count.Learn(knowsAll ? sends : null, Limit, IsLearned, refusal);
        _learned = counted is null || value < counted ? value : counted;
        _tookSince = !knowsAll; // Of what it counted nothing is known, and so nothing was learned.
        if (_learned >= configured)
        {
            _learned = null;
        }

        _isUntried = _learned < RefusedCount.EdgeFrom && (before >= RefusedCount.EdgeFrom || (_isUntried && !refusal.OfProbe));
        _schedule.Refused(receivedAt, refusal.OfProbe, _isUntried);
    }

    private void LearnUnpaced(SendWindow sends, bool knowsAll, LimitRefusal refusal, int? value)
    {
        _tookSince = false;
        if (_climb.From is { } proven)
        {
            var opened = refusal.At + (refusal.Stated ?? TimeSpan.Zero) - window;
            _learned = value ?? Math.Max(proven, sends.CountAfter(opened));
            _isOfBurst = value is null && _learned > proven;
            _climb.End();
        }
        else
        {
            _learned = FirstLesson.Of(sends, window, refusal, value, _rowBegan, knowsAll);
            _isOfBurst = value is null;
        }

        _count.Learn(null, _learned, isLearned: false, refusal);
        _schedule.Begin(refusal.At);
        _schedule.Refused(refusal.At, ofProbe: false, isUntried: false);
    }
}
