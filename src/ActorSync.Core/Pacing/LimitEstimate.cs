namespace ActorSync.Core.Pacing;

/// <summary>What a limit is taken to be: as configured, until a 429 shows that it is lower; and again as configured once a raise was found.</summary>
/// <remarks>
/// A refusal says how much was counted when the limit was reached: in a sliding window what was sent within the last window,
/// in a fixed one what was sent since it opened, which the stated wait dates. Both lie between the two counts taken here, since waits are
/// rounded up to whole seconds. A raise is looked for by sending a little more than the estimate, one request after the other until one is
/// refused: that costs one 429 and a wait of a second.
/// </remarks>
internal sealed class LimitEstimate(int? configured, TimeSpan window)
{
    /// <summary>A raise is looked for at most this often.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromMinutes(1);

    /// <summary>How long before a place becomes free a raise is looked for: a little less than the whole second that a refusal then costs.</summary>
    public static readonly TimeSpan ProbeLead = TimeSpan.FromMilliseconds(950);

    /// <summary>By how much that instant may be missed.</summary>
    public static readonly TimeSpan ProbeTolerance = TimeSpan.FromMilliseconds(150);

    /// <summary>By so much a stated wait may be longer than it is: it is rounded up to whole seconds.</summary>
    public static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    /// <summary>How long it is waited for.</summary>
    public static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(3);

    /// <summary>One answer is believed down to this part of the limit so far: a single 429 out of place must not stop a run.</summary>
    private const int MostDrop = 4;

    /// <summary>By this part of the estimate the probes go beyond it.</summary>
    private const int ProbeShare = 50;

    /// <summary>By this part of the limit a refusal is stayed below, at least by one: at the very edge another client's timing would decide.</summary>
    private const int EdgeShare = 100;

    /// <summary>A smaller limit has no request to spare for its edge: one would be a tenth of it and more.</summary>
    private const int EdgeFrom = 10;

    /// <summary>After a refusal that no probe asked for, so many probes pass before the edge is tried again.</summary>
    private const int WaryProbes = 20;

    /// <summary>After so many refusals since a raise was looked for last, no further one puts the next look off: it may be their mistakes that keep the estimate low.</summary>
    private const int RefusalsThatPutOff = 8;

    private int? _learned;
    private TimeSpan _windowOpened;
    private TimeSpan _nextProbeAt;
    private TimeSpan _probeBegan;
    private int _probesLeft;
    private long? _probe;
    private bool _isProbing;
    private int _waryProbes;
    private int _refusals;
    private bool _tookSince = true;
    private bool _isUntried; // It fell to a few requests a window, and no probe has asked whether that is so.

    /// <summary>Requests per window; null for no limit.</summary>
    public int? Limit => _learned ?? configured;

    /// <summary>Whether the limit in force was learned from refusals.</summary>
    public bool IsLearned => _learned is not null;

    /// <summary>When one request beyond the estimate may go, or null where none may until something else happens.</summary>
    public TimeSpan? ProbeAt(SendWindow sends, TimeSpan now)
    {
        if (_learned is not { } learned)
        {
            return null;
        }

        if (_isProbing)
        {
            return _probe is null ? now : null;
        }

        if (now < _nextProbeAt)
        {
            return _nextProbeAt;
        }

        // While places are free, a request more is no probe.
        return sends.CountAfter(now - window) < learned ? null : BestProbe(sends.NthLast(learned)!.Value + window, learned, now);
    }

    /// <summary>Whether a probe is under way: whatever else was sent now would be refused with it.</summary>
    public bool AwaitsProbe => _probe is not null;

    /// <summary>Whether this request is the probe that is under way.</summary>
    public bool IsProbe(long id) => _probe == id;

    /// <summary>Notes a send; while a raise is looked for each one counts as a probe.</summary>
    public void Sent(long id)
    {
        if (_isProbing && _probe is null)
        {
            _probe = id;
            _probesLeft--;
        }
    }

    /// <summary>Notes that the target took a request.</summary>
    public void Accepted(long id)
    {
        _tookSince = true;
        if (_probe != id)
        {
            return;
        }

        _probe = null;
        if (_probesLeft <= 0)
        {
            (_learned, _isProbing, _isUntried) = (null, false, false);
        }
    }

    /// <summary>Notes that a request told nothing: it was not sent, or not answered.</summary>
    public void Lost(long id)
    {
        if (_probe == id)
        {
            _probe = null;
            _probesLeft++;
        }
    }

    /// <summary>Learns from a refusal.</summary>
    /// <param name="sends">What was counted, without the refused request; null where that is not all that the target counted.</param>
    /// <param name="receivedAt">When the refusal came.</param>
    /// <param name="stated">The stated wait, or null.</param>
    /// <param name="value">The limit, where the answer states it. Others may use a part of it.</param>
    public void Refused(SendWindow? sends, TimeSpan receivedAt, TimeSpan? stated, int? value)
    {
        var (wasProbing, wasLearned, isInRow) = (_isProbing, IsLearned, !_tookSince);
        (_isProbing, _probe) = (false, null);

        // A wait longer than the window speaks of another limit, of a day perhaps: it says nothing about this one.
        if (stated > window + Rounding)
        {
            return;
        }

        // Where nothing was taken since the last refusal, this one says only that the window has not moved on yet.
        if (value is null && isInRow && !wasProbing)
        {
            return;
        }

        var opened = receivedAt + (stated ?? TimeSpan.Zero) - window;
        var before = Limit;
        var counted = sends is null ? Limit : Counted(sends, receivedAt, opened, isRoundedUp: stated is not null, wasProbing);
        _learned = counted is null || value < counted ? value : counted;
        _tookSince = sends is null; // Of what it counted nothing is known, and so nothing was learned.
        if (_learned >= configured)
        {
            _learned = null;
        }

        _windowOpened = opened + window;
        if (!wasLearned)
        {
            (_probeBegan, _refusals) = (receivedAt, 0);
        }

        _isUntried = _learned < EdgeFrom && (before >= EdgeFrom || (_isUntried && !wasProbing));
        _nextProbeAt = NextProbe(receivedAt, wasProbing);
    }

    private TimeSpan NextProbe(TimeSpan receivedAt, bool wasProbing)
    {
        if (wasProbing || ++_refusals >= RefusalsThatPutOff)
        {
            return _probeBegan + ProbeInterval;
        }

        // A refusal that came before its time counts too: the next probe waits for both, so that no more than one 429 a minute comes of it.
        var isEarly = _nextProbeAt > receivedAt && !_isUntried;
        return isEarly ? Earlier(_nextProbeAt, receivedAt + ProbeInterval) + ProbeInterval : receivedAt + ProbeInterval;
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private int? Counted(SendWindow sends, TimeSpan receivedAt, TimeSpan opened, bool isRoundedUp, bool wasProbing)
    {
        var atLeast = sends.CountAfter(opened);
        var atMost = isRoundedUp ? sends.CountAfter(opened - Rounding) : atLeast;
        if (Limit is not { } limit)
        {
            return atMost > 0 ? atMost : null;
        }

        // The estimate was too high, unless it was a probe beyond it that was refused: then what was taken before it is the limit.
        var edge = limit < EdgeFrom ? 0 : Math.Max(1, limit / EdgeShare);
        var most = limit - edge;
        if (wasProbing)
        {
            most = Math.Max(limit, CountedInWindow(sends, receivedAt) - (_waryProbes > 0 ? edge : 0));
            _waryProbes = Math.Max(0, _waryProbes - 1);
        }
        else if (IsLearned)
        {
            _waryProbes = WaryProbes;
        }

        return Math.Max(Math.Max(1, limit / MostDrop), Math.Clamp(most, atLeast, atMost));
    }

    /// <summary>What a window has counted at least, be it a sliding one or a fixed one that opened when the last wait said.</summary>
    private int CountedInWindow(SendWindow sends, TimeSpan now)
    {
        var sliding = sends.CountAfter(now - window);
        return window >= ProbeInterval ? Math.Min(sliding, sends.CountAfter(_windowOpened)) : sliding;
    }

    /// <summary>Begins to look for a raise now, or tells when it is cheaper.</summary>
    /// <param name="freeAt">When the next place becomes free by the estimate.</param>
    /// <param name="learned">The estimate.</param>
    /// <param name="now">Not before a probe is due.</param>
    private TimeSpan? BestProbe(TimeSpan freeAt, int learned, TimeSpan now)
    {
        // The wait of a refused probe is rounded up to whole seconds: it costs nothing where a place becomes free just before it ends. The pause
        // of the last probe left a gap in which that can be had; the first time there is none.
        var best = freeAt - ProbeLead;
        if (best > now && !_isUntried)
        {
            return best;
        }

        if (now - best > ProbeTolerance && !_isUntried && now < _nextProbeAt + ProbePatience)
        {
            return null;
        }

        _refusals = 0;
        (_isProbing, _probeBegan, _probesLeft) = (true, now, 1 + Math.Max(1, learned / ProbeShare));
        return now;
    }
}
