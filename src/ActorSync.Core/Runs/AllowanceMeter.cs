using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Adds up what might have been sent while there was something to send, so that what was sent can be held against it.</summary>
/// <remarks>
/// While a request waits for its permit or is under way, what may be sent adds up with time, pauses included. What is not used
/// while idle is gone, but for one request per token: that many may go at once when work comes, as the pace itself has it, and the
/// time that they take to come together counts with them.
/// Mutable and confined to the gateway; time is monotonic.
/// </remarks>
public sealed class AllowanceMeter
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private TimeSpan _at;
    private double? _perMinute;
    private int _tokens;
    private bool _isBusy;
    private bool _isHeldBack;
    private double _saved;
    private TimeSpan _savedFor;
    private long _sent;
    private long _sentUnderLimit;

    /// <summary>What was allowed up to the last observation.</summary>
    public double Allowed { get; private set; }

    /// <summary>For how long there was something to send, with the time in which what was saved came together.</summary>
    public TimeSpan Worked { get; private set; }

    /// <summary>For how long pauses alone held requests back.</summary>
    public TimeSpan InPause { get; private set; }

    /// <summary>Takes in how things stand from now on, and adds up the time since the last observation as it stood then.</summary>
    /// <param name="now">Monotonic; one that is before the last observation counts as that.</param>
    /// <param name="perMinute">What the tokens in use and the limits of what waits let through in a minute; null where nothing limits it.</param>
    /// <param name="tokens">How many tokens are in use.</param>
    /// <param name="isBusy">Whether a request waits for its permit or is under way.</param>
    /// <param name="isHeldBack">Whether requests wait because of the target's pauses alone.</param>
    /// <param name="sent">Every attempt sent so far.</param>
    public void Observe(TimeSpan now, double? perMinute, int tokens, bool isBusy, bool isHeldBack, long sent)
    {
        AddUp(now, sent);
        if (_saved > tokens)
        {
            (_saved, _savedFor) = (tokens, _savedFor * (tokens / _saved));
        }

        if (perMinute is not null && tokens > _tokens)
        {
            _saved += tokens - _tokens; // A new token's first request may go at once.
        }

        (_perMinute, _tokens, _isBusy, _isHeldBack) = (perMinute, tokens, isBusy, isHeldBack);
        if (_isBusy)
        {
            (Allowed, _saved) = (Allowed + _saved, 0);
            (Worked, _savedFor) = (Worked + _savedFor, TimeSpan.Zero);
        }
    }

    /// <summary>The figures at <paramref name="now"/>.</summary>
    /// <param name="now">Monotonic; one that is before the last observation counts as that.</param>
    /// <param name="sent">Every attempt sent so far.</param>
    public GatewayUse Read(TimeSpan now, long sent)
    {
        AddUp(now, sent);
        return GatewayUse.None with
        {
            Sent = _sentUnderLimit,
            Allowed = Allowed,
            Worked = Duration.FromTimeSpan(Worked),
            InPause = Duration.FromTimeSpan(InPause),
        };
    }

    private void AddUp(TimeSpan now, long sent)
    {
        _sentUnderLimit += _perMinute is null ? 0 : sent - _sent;
        var passed = now > _at ? now - _at : TimeSpan.Zero;
        (_at, _sent) = (_at + passed, sent);
        var grown = (_perMinute ?? 0) * (passed / Minute);
        if (_isBusy)
        {
            Allowed += grown;
            Worked += passed;
            InPause += _isHeldBack ? passed : TimeSpan.Zero;
        }
        else
        {
            var saved = Math.Clamp(_tokens - _saved, 0, grown);
            _saved += saved;
            _savedFor += grown > 0 ? passed * (saved / grown) : TimeSpan.Zero;
        }
    }
}
