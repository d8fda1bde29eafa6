namespace ActorSync.Engine.Gateway;

/// <summary>How a request gets past its gate: at the moment in which it is written to a connection, for which it may have waited, and not before.</summary>
/// <remarks>
/// Set among the options of a request; the handler of <see cref="TargetHttp"/> tells it before a byte of the request is written, and when
/// the head of an answer comes. An answer without a body sets its connection free before anybody outside the HTTP stack has seen it; a
/// request that waited for that connection then looks first what the answer says.
/// </remarks>
internal sealed class Departure(SendGate gate, Action left) : IDisposable
{
    /// <summary>Where the options of a request hold its departure.</summary>
    public static readonly HttpRequestOptionsKey<Departure> Key = new("ActorSync.Departure");

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _isWaiting;
    private bool _isAnswerComing;
    private bool _isAnswerKnown;

    /// <summary>When the request was written; null where it was not.</summary>
    public Moment? LeftAt { get; private set; }

    /// <summary>Notes that there was no connection for it at once.</summary>
    public void Wait() => Volatile.Write(ref _isWaiting, true);

    /// <summary>Lets the request out.</summary>
    /// <exception cref="HeldBackException">A pause has begun meanwhile, or an answer has come that nobody has read yet.</exception>
    public void Leave()
    {
        var hasWaited = Volatile.Read(ref _isWaiting) || Environment.CurrentManagedThreadId != _thread;
        if (!gate.TryBegin(hasWaited, out var now, out var shut))
        {
            throw new HeldBackException(shut);
        }

        LeftAt = now;
        left();
    }

    /// <summary>Notes that the head of the answer comes.</summary>
    public void AnswerComes()
    {
        if (!_isAnswerComing)
        {
            _isAnswerComing = true;
            gate.AnswerComes();
        }
    }

    /// <summary>Notes that the answer's status is known; of a 429 only once the gate is shut.</summary>
    public void AnswerIsKnown()
    {
        if (_isAnswerComing && !_isAnswerKnown)
        {
            _isAnswerKnown = true;
            gate.AnswerIsKnown();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => AnswerIsKnown();
}
