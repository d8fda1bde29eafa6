namespace ActorSync.Engine.Gateway;

/// <summary>What is kept of one question for a token, over all its attempts.</summary>
internal sealed class TokenAsking(TokenEndpoint endpoint, TimeSpan deadline, GatewayClock clock)
{
    private readonly TimeSpan _startedAt = clock.Elapsed;
    private RetryState _retries;
    private int _throttles;
    private int _noTokens;

    /// <summary>Who asks.</summary>
    public TokenEndpoint Endpoint { get; } = endpoint;

    /// <summary>The result with the wait before the next attempt, where there is one.</summary>
    /// <param name="result">How the attempt ended.</param>
    /// <param name="hasAnswered">Whether the endpoint has ever given this process an answer.</param>
    /// <param name="hasGranted">Whether that was ever a token: an endpoint that has given some recovers from worse.</param>
    public TokenResult Judge(TokenResult result, bool hasAnswered, bool hasGranted)
    {
        if (result is not TokenResult.TryAgain again)
        {
            return result;
        }

        if (again.IsNoToken && ++_noTokens == TokenAnswer.MostWithoutToken && !hasGranted)
        {
            return new TokenResult.Unreachable(TokenAnswer.NoTokenEndpoint(again.Reason));
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
