namespace ActorSync.Engine.Gateway;

/// <summary>What is kept of one question for a token, over all its attempts.</summary>
internal sealed class TokenAsking(TokenEndpoint endpoint, TimeSpan deadline, GatewayClock clock)
{
    private readonly TimeSpan _startedAt = clock.Elapsed;
    private RetryState _retries;
    private int _throttles;

    /// <summary>Who asks.</summary>
    public TokenEndpoint Endpoint { get; } = endpoint;

    /// <summary>The result with the wait before the next attempt, where there is one.</summary>
    public TokenResult Judge(TokenResult result, bool hasAnswered)
    {
        if (result is not TokenResult.TryAgain again)
        {
            return result;
        }

        var spent = clock.Elapsed - _startedAt;
        if (!again.IsThrottle)
        {
            (_retries, var wait) = _retries.After(again.Kind, spent, deadline, hasAnswered);
            return again with { Wait = wait };
        }

        var step = RetryLadder.TokenThrottle[Math.Min(_throttles++, RetryLadder.TokenThrottle.Length - 1)];
        var longer = again.AtLeast is { } stated && stated > step ? stated : step;
        return again with { Wait = spent + longer < deadline ? longer : null };
    }
}
