using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>What the courier keeps of one request while it carries it.</summary>
internal sealed class Trip(ActorDelivery delivery, GatewayClock clock)
{
    private readonly TimeSpan _startedAt = clock.Elapsed;
    private TimeSpan _waited;
    private RetryState _retries;

    /// <summary>The request.</summary>
    public ActorDelivery Delivery { get; } = delivery;

    /// <summary>When the first attempt was sent whose token was refused.</summary>
    public TimeSpan? FirstRefusedAt { get; set; }

    /// <summary>How many answers were 401 to a token that was not at the end of its life.</summary>
    public int RefusedTokens { get; set; }

    /// <summary>How many answers were 401 because a token had reached the end of its life.</summary>
    public int ExpiredTokens { get; set; }

    /// <summary>How many answers were 401 to a token that had just been issued.</summary>
    public int FreshRefusals { get; set; }

    /// <summary>Waits for a permit; the time that takes is not the request's own.</summary>
    /// <param name="ask">Asks for it.</param>
    public async Task<PermitAnswer> WaitAsync(Func<Task<PermitAnswer>> ask)
    {
        var from = clock.Elapsed;
        var answer = await ask();
        _waited += clock.Elapsed - from;
        return answer;
    }

    /// <summary>The request's own time up to now.</summary>
    private TimeSpan Spent => clock.Elapsed - _startedAt - _waited;

    /// <summary>Why it is not tried any more, where the last failure was this. What others have tried tells more where the target has failed all of them.</summary>
    public string GivenUpAfter(string host, string reason, (int Tries, TimeSpan Over) row) =>
        row.Tries > Delivery.Attempts ? GiveUpReason.InWords(host, reason, row.Tries, row.Over) : GiveUpReason.InWords(host, reason, Delivery.Attempts, Spent);

    /// <summary>Notes a failure; the result says whether and when another attempt follows.</summary>
    public AttemptResult.Transient Failed(string reason, TransientKind kind, TimeSpan deadline, bool hasAnswered)
    {
        var spent = Spent;
        var most = Delivery.Attempts + _retries.MostAfter(kind, spent, deadline, hasAnswered);
        (_retries, var wait) = _retries.After(kind, spent, deadline, hasAnswered);
        return new AttemptResult.Transient(reason, kind, wait)
        {
            Next = wait is { } given ? new AwaitedTry(reason, Delivery.Attempts + 1, most, clock.At(clock.Elapsed + given)) : null,
        };
    }
}
