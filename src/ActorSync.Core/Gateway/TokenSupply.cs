using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>Keeps the lanes of the budget open: asks for tokens where requests wait for them, and closes the lanes whose tokens are over or refused.</summary>
internal sealed class TokenSupply(RateBudget budget, IGatewayPort port, int lanes)
{
    private readonly LaneTokens _tokens = new(lanes);
    private AwaitedTry? _next;
    private bool _hasLoggedIn;
    private TimeSpan _pausedUntil;

    /// <summary>The token of an open lane.</summary>
    public TokenLease this[int lane] => _tokens[lane]!;

    /// <summary>Whether a token is being asked for.</summary>
    public bool AnyAwaited => _tokens.AnyAwaited;

    /// <summary>The try at the login that everything waits for; null while any token is good or none is asked for.</summary>
    public AwaitedTry? Next => _tokens.AnyGood || !_tokens.AnyAwaited ? null : _next;

    /// <summary>When the login may be asked again, where it has asked for a pause and no token is good; else null.</summary>
    public TimeSpan? PausedUntil(TimeSpan now) => now < _pausedUntil && !_tokens.AnyGood ? _pausedUntil : null;

    /// <summary>Asks for no token before this.</summary>
    public void Pause(TimeSpan until) => _pausedUntil = until;

    /// <summary>Asks for the token that is most wanted now, unless one is awaited already.</summary>
    /// <param name="now">The time.</param>
    /// <param name="wantsAnother">Whether requests wait that the open lanes cannot send now.</param>
    public void Ask(Moment now, bool wantsAnother)
    {
        if (now.Elapsed >= _pausedUntil && _tokens.Ask(now.Elapsed, wantsAnother, budget) is { } lane)
        {
            _next = new AwaitedTry(Reason: null, Number: 1, Most: 1, now.Instant) { AtLogin = true };
            port.AskForToken(lane);
        }
    }

    /// <summary>Notes that the login is asked again.</summary>
    public void Note(AwaitedTry next) => _next = next;

    /// <summary>Takes over what the token endpoint said.</summary>
    /// <returns>Why nothing can be sent any more, or null where a token is good, still awaited, or to be asked for after a pause.</returns>
    public TargetOutcome? Use(int lane, TokenResult result, TimeSpan now)
    {
        switch (result)
        {
            case TokenResult.Granted granted:
                _tokens.Accept(lane, granted.Lease);
                budget.Open(lane);
                _hasLoggedIn = true;
                return null;
            case TokenResult.Refused refused:
                _tokens.Fail(lane, now);
                return _tokens.AnyGood ? null : new TargetOutcome.CredentialsRefused(refused.Reason);
            case TokenResult.Paused:
                _tokens.Fail(lane, now);
                return null;
            case TokenResult.Unreachable unreachable:
                _tokens.Fail(lane, now);
                return _tokens.AnyGood || _tokens.AnyAwaited ? null : new TargetOutcome.Unreachable(unreachable.Reason) { AtLogin = true, NeverAnswered = !_hasLoggedIn };
            default:
                throw new InvalidOperationException($"{result.GetType().Name} is no end.");
        }
    }

    /// <summary>Closes the lanes whose tokens have expired.</summary>
    public void CloseExpired(TimeSpan now)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            if (_tokens.Expire(lane, now))
            {
                budget.Close(lane);
            }
        }
    }

    /// <summary>Closes the lane whose token was refused, unless it has another one already.</summary>
    public void CloseRefused(Permit permit)
    {
        if (_tokens.Drop(permit.Lane, permit.Token))
        {
            budget.Close(permit.Lane);
        }
    }
}
