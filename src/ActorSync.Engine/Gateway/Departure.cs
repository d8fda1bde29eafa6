using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>How one attempt gets past its gate: at the moment in which it is written to a connection, for which it may have waited, and not before.</summary>
/// <remarks>
/// Set among the options of a request; the handler of <see cref="TargetHttp"/> tells it before a byte of the request is written, and when
/// the head of an answer comes. An answer without a body sets its connection free before anybody outside the HTTP stack has seen it; a
/// request that waited for that connection then looks first what the answer says.
/// </remarks>
/// <param name="gate">Its gate.</param>
/// <param name="delivery">Whose attempt it is.</param>
/// <param name="mayBeHeldForAnswers">Whether it may be held back for an answer whose head takes its time.</param>
/// <param name="left">Is called when it leaves.</param>
internal sealed class Departure(SendGate gate, Delivery delivery, bool mayBeHeldForAnswers, Action left) : IDisposable
{
    /// <summary>Where the options of a request hold its departure.</summary>
    public static readonly HttpRequestOptionsKey<Departure> Key = new("ActorSync.Departure");

    private const int NoAnswer = 0;
    private const int AnswerIsComing = 1;
    private const int AnswerIsSeen = 2;

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _mayHaveWaited;
    private int _answer;

    /// <summary>When the request was written; null where it was not.</summary>
    public Moment? LeftAt { get; private set; }

    /// <summary>Notes that the sending has gone on beside its caller: if nothing has left, there was no connection at once.</summary>
    public void MayHaveWaited() => Volatile.Write(ref _mayHaveWaited, true);

    /// <summary>Lets the request out.</summary>
    /// <exception cref="HeldBackException">A pause has begun meanwhile, or an answer has come that nobody has read yet.</exception>
    /// <exception cref="TooLateException">What the request rests on has grown old meanwhile.</exception>
    public void Leave()
    {
        var hasWaited = Volatile.Read(ref _mayHaveWaited) || Environment.CurrentManagedThreadId != _thread;
        var isSeen = !hasWaited || gate.LookAtAnswers();
        if (!gate.TryBegin(out var now, out var shut))
        {
            throw new HeldBackException(shut, isForAnswers: false);
        }

        if (!isSeen && mayBeHeldForAnswers)
        {
            throw new HeldBackException(shut, isForAnswers: true);
        }

        if (delivery.IsTooLate(now.Instant))
        {
            throw new TooLateException();
        }

        LeftAt = now;
        left();
    }

    /// <summary>Notes that the head of the answer comes.</summary>
    public void AnswerComes()
    {
        if (Interlocked.CompareExchange(ref _answer, AnswerIsComing, NoAnswer) == NoAnswer)
        {
            gate.AnswerComes(this);
        }
    }

    /// <summary>Notes that the answer's status is known here; of a 429 only once the gate is shut.</summary>
    public void AnswerSeen()
    {
        if (Interlocked.Exchange(ref _answer, AnswerIsSeen) == AnswerIsComing)
        {
            gate.AnswerSeen(this);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => AnswerSeen();
}
