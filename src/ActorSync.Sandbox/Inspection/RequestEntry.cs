using ActorSync.Sandbox.Faults;

namespace ActorSync.Sandbox.Inspection;

/// <summary>One request that the target received, filled in as it is answered.</summary>
internal sealed class RequestEntry(long sequence, DateTimeOffset receivedAt, TimeSpan receivedAfter, string method, string path, string query, string? requestId)
{
    private long _answeredTicks;
    private long _struck;

    /// <summary>1 for the first request.</summary>
    public long Sequence { get; } = sequence;

    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    /// <summary>The time from the start of the sandbox to the request; the limits count by it.</summary>
    public TimeSpan ReceivedAfter { get; } = receivedAfter;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public string Query { get; } = query;

    /// <summary>What the client sent as <c>X-Request-Id</c>.</summary>
    public string? RequestId { get; } = requestId;

    /// <summary>The template that served the request; null where none does.</summary>
    public string? Route { get; set; }

    /// <summary>The label of the token (<c>t1</c>); null where none was known.</summary>
    public string? Token { get; set; }

    /// <summary>The user whom the path names.</summary>
    public string? User { get; set; }

    /// <summary>The key of the limit that refused the request; null where none did.</summary>
    public string? Limit { get; set; }

    /// <summary>Whether it was a write and was done, at least in part, whatever the client was told.</summary>
    public bool IsApplied { get; set; }

    /// <summary>0 while under way, and where the connection was closed without an answer.</summary>
    public int Status { get; private set; }

    public string? RetryAfter { get; private set; }

    /// <summary>When the answer was ready to be sent; null while under way.</summary>
    public DateTimeOffset? AnsweredAt
    {
        get
        {
            var ticks = Interlocked.Read(ref _answeredTicks);
            return ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
        }
    }

    /// <summary>Notes that a fault struck the request.</summary>
    public void Strike(FaultKind kind) => Interlocked.Or(ref _struck, 1L << (int)kind);

    public bool IsStruck => Interlocked.Read(ref _struck) != 0;

    public bool IsStruckBy(FaultKind kind) => (Interlocked.Read(ref _struck) & (1L << (int)kind)) != 0;

    public void Answer(DateTimeOffset at, int status, string? retryAfter)
    {
        Status = status;
        RetryAfter = retryAfter;
        Interlocked.Exchange(ref _answeredTicks, at.UtcTicks);
    }
}
