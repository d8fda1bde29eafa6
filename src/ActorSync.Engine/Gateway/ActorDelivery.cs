using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>One request of an actor's, with what the courier keeps of it beside the rules.</summary>
internal sealed class ActorDelivery(Send send) : Delivery(send.RequestId, send.ReplyTo, send.Request, send.Origin)
{
    private TaskCompletionSource<PermitAnswer>? _waiting;
    private Permit? _unused;

    /// <summary>What was asked.</summary>
    public Send Send { get; } = send;

    /// <summary>How often in a row it was held back on its way to a connection for an answer that nobody had read yet.</summary>
    public int HeldForAnswers { get; set; }

    /// <summary>The attempt that counts as the one that brings somebody further, by its number; 0 for none.</summary>
    public int AttemptThatCounts { get; set; }

    /// <summary>Keeps the permit for the first attempt until it is used.</summary>
    public void Keep(Permit permit) => _unused = permit;

    /// <summary>Takes the permit away that was not used yet.</summary>
    public Permit? TakeUnused()
    {
        var permit = _unused;
        _unused = null;
        return permit;
    }

    /// <summary>Gets ready to wait for the next permit.</summary>
    public Task<PermitAnswer> Wait()
    {
        // Continuations must not run on the gateway's own thread.
        _waiting = new TaskCompletionSource<PermitAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiting.Task;
    }

    /// <summary>Answers the one who waits.</summary>
    public void Answer(PermitAnswer answer)
    {
        var waiting = _waiting;
        _waiting = null;
        waiting!.SetResult(answer);
    }
}
