namespace ActorSync.Core.Runs;

/// <summary>Counts of requests; they add up over the resumes of a run.</summary>
/// <param name="Reads">API attempts that read.</param>
/// <param name="Writes">API attempts that write.</param>
/// <param name="Tokens">Token requests, apart from the others.</param>
/// <param name="Throttled">Attempts answered with 429.</param>
/// <param name="Retried">Attempts after the first of a request.</param>
/// <param name="Ambiguous">Those of the writes whose outcome was in doubt. What a killed process left open may have been sent or not: it is counted here once a read proves it.</param>
public sealed record RequestCounts(long Reads, long Writes, long Tokens, long Throttled, long Retried, long Ambiguous)
{
    /// <summary>Nothing sent.</summary>
    public static readonly RequestCounts None = new(0, 0, 0, 0, 0, 0);

    /// <summary>How the gateway used its allowance meanwhile.</summary>
    public GatewayUse Use { get; init; } = GatewayUse.None;

    /// <summary>Every API attempt.</summary>
    public long Sent => Reads + Writes;

    /// <summary>
    /// API attempts of this process that brought nobody further: throttled, made again, or made to settle or repeat what was left undone.
    /// Not kept: an earlier process's are not in it.
    /// </summary>
    public long InVain { get; init; }

    /// <summary>Those in vain for another reason than a 429; what a 429 delayed counts once.</summary>
    public long Setbacks { get; init; }

    /// <summary>429s to attempts that were sent once a first one had come. Those before it told of a limit that nobody knew, and will not come again.</summary>
    public long ThrottledOnceKnown { get; init; }

    /// <summary>API attempts that found no connection, so that nothing of them reached the target. Not kept, likewise.</summary>
    public long Unconnected { get; init; }

    /// <summary>API attempts that reached the target, as far as anybody knows; of this process alone, as <see cref="Unconnected"/>.</summary>
    public long Arrived => Sent - Unconnected;

    /// <summary>What these counts lack of so much as the journal proves: a process that died had recorded less than it sent.</summary>
    /// <param name="writes">Writes of the whole run that were applied.</param>
    /// <param name="doubts">Writes whose outcome had not been known. One that was only intended is proof of neither: it may never have been sent.</param>
    public RequestCounts ShortOf(long writes, long doubts) => None with
    {
        Writes = Math.Max(0, writes - Writes),
        Ambiguous = Math.Max(0, doubts - Ambiguous),
    };

    /// <summary>The sum of two counts.</summary>
    public static RequestCounts operator +(RequestCounts left, RequestCounts right) => new(
        left.Reads + right.Reads,
        left.Writes + right.Writes,
        left.Tokens + right.Tokens,
        left.Throttled + right.Throttled,
        left.Retried + right.Retried,
        left.Ambiguous + right.Ambiguous)
    {
        InVain = left.InVain + right.InVain,
        Setbacks = left.Setbacks + right.Setbacks,
        ThrottledOnceKnown = left.ThrottledOnceKnown + right.ThrottledOnceKnown,
        Unconnected = left.Unconnected + right.Unconnected,
        Use = left.Use + right.Use,
    };

    /// <summary>What was sent since an earlier count.</summary>
    public static RequestCounts operator -(RequestCounts now, RequestCounts before) => new(
        now.Reads - before.Reads,
        now.Writes - before.Writes,
        now.Tokens - before.Tokens,
        now.Throttled - before.Throttled,
        now.Retried - before.Retried,
        now.Ambiguous - before.Ambiguous)
    {
        InVain = now.InVain - before.InVain,
        Setbacks = now.Setbacks - before.Setbacks,
        ThrottledOnceKnown = now.ThrottledOnceKnown - before.ThrottledOnceKnown,
        Unconnected = now.Unconnected - before.Unconnected,
        Use = now.Use - before.Use,
    };
}
