namespace ActorSync.Core.Pacing;

/// <summary>What a limit is taken to be: as configured, until a 429 shows that it is lower; and again as configured once a raise was found.</summary>
/// <remarks>
/// A refusal says how much was counted when the limit was reached: see <see cref="RefusedCount"/>. A raise is looked for by sending a little
/// more than the estimate, and never more than is configured: see <see cref="ProbeSchedule"/> and <see cref="LimitProbe"/>. That costs one 429 and a wait of a second.
/// </remarks>
internal sealed class LimitEstimate(int? configured, TimeSpan window)
{
    /// <summary>By this part of the estimate the probes go beyond it.</summary>
    private const int ProbeShare = 50;

    private readonly RefusedCount _count = new(window);
    private readonly ProbeSchedule _schedule = new();
    private readonly LimitProbe _probe = new();

    private int? _learned;
    private bool _tookSince = true;
    private bool _isUntried; // It fell to a few requests a window, and no probe has asked whether that is so.

    /// <summary>Requests per window as configured, which nothing may go beyond; null for no limit.</summary>
    public int? Configured => configured;

    /// <summary>Requests per window; null for no limit.</summary>
    public int? Limit => _learned ?? configured;

    /// <summary>Whether the limit in force was learned from refusals.</summary>
    public bool IsLearned => _learned is not null;

    /// <summary>Whether a probe is under way: whatever else was sent now would be refused with it.</summary>
    public bool AwaitsProbe => _probe.IsAwaited;

    /// <summary>Begins to look for a raise where that is due; says when one request beyond the estimate may go, or null where none may until something else happens.</summary>
    public TimeSpan? BeginProbeIfDue(SendWindow sends, TimeSpan now)
    {
        if (_learned is not { } learned)
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
            _probe.Begin(Math.Min(1 + Math.Max(1, learned / ProbeShare), configured - learned ?? int.MaxValue)); // Never beyond the configured pace, which the target may not be asked about.
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
            (_learned, _isUntried) = (null, false);
        }
    }

    /// <summary>Notes that a request told nothing: it was not sent, or not answered.</summary>
    public void Lost(long id) => _probe.Lost(id);

    /// <summary>Learns from a refusal.</summary>
    /// <param name="sends">What was counted, without the refused request; null where that is not all that the target counted.</param>
    /// <param name="receivedAt">When the refusal came.</param>
    /// <param name="stated">The stated wait, or null.</param>
    /// <param name="value">The limit, where the answer states it. Others may use a part of it.</param>
    public void Refused(SendWindow? sends, TimeSpan receivedAt, TimeSpan? stated, int? value)
    {
        var refusal = new LimitRefusal(receivedAt, stated, OfProbe: _probe.End());
        var isInRow = !_tookSince;

        // A wait longer than the window speaks of another limit, of a day perhaps: it says nothing about this one.
        if (stated > window + RefusedCount.Rounding)
        {
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
        var counted = _count.Learn(sends, Limit, IsLearned, refusal);
        _learned = counted is null || value < counted ? value : counted;
        _tookSince = sends is null; // Of what it counted nothing is known, and so nothing was learned.
        if (_learned >= configured)
        {
            _learned = null;
        }

        _isUntried = _learned < RefusedCount.EdgeFrom && (before >= RefusedCount.EdgeFrom || (_isUntried && !refusal.OfProbe));
        _schedule.Refused(receivedAt, refusal.OfProbe, _isUntried);
    }
}
