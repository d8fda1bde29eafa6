namespace ActorSync.Core.Gateway;

/// <summary>What is kept of one question for a token, over all its attempts.</summary>
/// <param name="deadline">The most that it may take.</param>
/// <param name="maxPause">The longest wait that is waited for.</param>
/// <param name="startedAt">When it is begun, monotonic.</param>
public sealed class TokenAsking(TimeSpan deadline, TimeSpan maxPause, TimeSpan startedAt)
{
    private RetryState _retries;
    private int _throttles;
    private int _noTokens;
    private int _asked;
    private int _most;

    /// <summary>Notes that the endpoint is asked; while its circuit is open, it is not.</summary>
    public void Asks() => _asked++;

    /// <summary>Why it is not asked any more, where the last failure was this.</summary>
    public string GivenUpAfter(string host, string reason, TimeSpan now) => GiveUpReason.InWords(host, reason, _asked, now - startedAt);

    /// <summary>The result with the wait before the next attempt, where there is one.</summary>
    /// <param name="result">How the attempt ended.</param>
    /// <param name="hasAnswered">Whether the endpoint has ever given this process an answer.</param>
    /// <param name="hasGranted">Whether that was ever a token: an endpoint that has given some recovers from worse.</param>
    /// <param name="now">The time.</param>
    public TokenResult Judge(TokenResult result, bool hasAnswered, bool hasGranted, Moment now)
    {
        if (result is not TokenResult.TryAgain again)
        {
            return result;
        }

        if (again.IsNoToken && ++_noTokens == TokenAnswer.MostWithoutToken && !hasGranted)
        {
            return new TokenResult.Unreachable(TokenAnswer.NoTokenEndpoint(again.Reason));
        }

        var spent = now.Elapsed - startedAt;
        if (!again.IsThrottle)
        {
            var most = _retries.MostAfter(again.Kind, spent, deadline, hasAnswered);
            (_retries, var wait) = _retries.After(again.Kind, spent, deadline, hasAnswered);
            return Again(again, wait, most, now);
        }

        var mostThrottled = MostThrottledAfter(spent, again.AtLeast);
        var step = ThrottleStep(_throttles++, again.AtLeast);
        var isInTime = spent + step < deadline;
        return again.AtLeast is { } stated && (stated > maxPause || (!isInTime && stated > RetryLadder.TokenThrottle[^1]))
            ? new TokenResult.Paused(again.Reason, now.Elapsed + stated)
            : Again(again, isInTime ? step : null, mostThrottled, now);
    }

    private TokenResult.TryAgain Again(TokenResult.TryAgain again, TimeSpan? wait, int most, Moment now)
    {
        _most = Math.Max(_most, _asked + most); // While the circuit is open time passes and no try is made: what was told before still holds.
        return again with
        {
            Wait = wait,
            Next = wait is { } given ? new AwaitedTry(again.Reason, _asked + 1, _most, now.At(now.Elapsed + given)) { AtLogin = true, IsAskedFor = again.AtLeast is not null } : null,
        };
    }

    private int MostThrottledAfter(TimeSpan spent, TimeSpan? atLeast)
    {
        var count = 0;
        for (var at = spent + ThrottleStep(_throttles, atLeast); at < deadline && count < RetryLadder.MostTold; at += ThrottleStep(_throttles + count, atLeast))
        {
            count++;
        }

        return count;
    }

    private static TimeSpan ThrottleStep(int throttles, TimeSpan? atLeast)
    {
        var step = RetryLadder.TokenThrottle[Math.Min(throttles, RetryLadder.TokenThrottle.Length - 1)];
        return atLeast is { } stated && stated > step ? stated : step;
    }
}
