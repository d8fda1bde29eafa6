namespace ActorSync.Core.Gateway;

/// <summary>How often one request has failed, each kind counted apart, so that a mixture of rare failures is not taken for a dead target.</summary>
/// <remarks>All times are the request's own: waits for a permit and for the end of a 429's pause are not in them.</remarks>
public readonly record struct RetryState(TimeSpan? FirstFailure, int NotConnected, int Failed, int Broken)
{
    /// <summary>After how many quick steps a broken connection climbs the slow ladder.</summary>
    private const int QuickSteps = 2;

    /// <summary>How often an answer that is no answer is followed by another attempt, at a target that has given good ones: the last steps are as long as the longest.</summary>
    private const int MostFailedSteps = 8;

    /// <summary>For how long nobody listens before a target that has given good answers is given up: it is restarted, or the network is.</summary>
    public static readonly TimeSpan OutlastsRestart = TimeSpan.FromMinutes(5);

    /// <summary>The state after a failure, and the wait before the next attempt; null gives up.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="spent">The request's own time up to now.</param>
    /// <param name="deadline">The most that it may spend.</param>
    /// <param name="hasAnswered">Whether the target has ever given this process a good answer: until then a failure points to a wrong address.</param>
    public (RetryState Next, TimeSpan? Wait) After(TransientKind kind, TimeSpan spent, TimeSpan deadline, bool hasAnswered)
    {
        var first = FirstFailure ?? spent;
        var next = this with
        {
            FirstFailure = first,
            NotConnected = NotConnected + (kind == TransientKind.NotConnected ? 1 : 0),
            Failed = Failed + (kind == TransientKind.Failed ? 1 : 0),
            Broken = Broken + (kind == TransientKind.Broken ? 1 : 0),
        };

        var wait = kind switch
        {
            TransientKind.NotConnected when hasAnswered && NotConnected >= RetryLadder.Transient.Length && spent - first < OutlastsRestart => RetryLadder.Transient[^1],
            TransientKind.NotConnected => Short(NotConnected),
            TransientKind.Failed when hasAnswered && Failed >= RetryLadder.Transient.Length && Failed < MostFailedSteps => RetryLadder.Transient[^1],
            TransientKind.Failed => Short(Failed),
            TransientKind.Broken when !hasAnswered || Broken < QuickSteps => Short(Broken),
            _ => RetryLadder.Busy(spent - first),
        };

        return (next, wait is { } given && spent + given < deadline ? given : null);
    }

    /// <summary>How many more attempts follow at most, should each fail at once and in the same way.</summary>
    /// <inheritdoc cref="After"/>
    public int MostAfter(TransientKind kind, TimeSpan spent, TimeSpan deadline, bool hasAnswered)
    {
        var count = 0;
        for (var (state, at) = (this, spent); count < RetryLadder.MostTold && state.After(kind, at, deadline, hasAnswered) is (var next, { } wait); (state, at) = (next, at + wait))
        {
            count++;
        }

        return count;
    }

    private static TimeSpan? Short(int step) => step < RetryLadder.Transient.Length ? RetryLadder.Transient[step] : null;
}
