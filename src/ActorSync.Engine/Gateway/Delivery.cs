using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Gateway;

/// <summary>One request from its acceptance to its answer.</summary>
/// <remarks>The gateway holds it while it waits for a permit, the courier while it is under way; never both.</remarks>
internal sealed class Delivery(Send send)
{
    private TaskCompletionSource<PermitAnswer>? _waiting;

    /// <summary>What was asked.</summary>
    public Send Send { get; } = send;

    /// <summary>What to send.</summary>
    public TargetRequest Request => Send.Request;

    /// <summary>Since when it waits for its next permit, or waited for the last one.</summary>
    public TimeSpan WaitsSince { get; set; }

    /// <summary>How old it was when it last left a queue without a permit; null once it has one.</summary>
    public SendAge? Age { get; set; }

    /// <summary>How many attempts were made.</summary>
    public int Attempts { get; set; }

    /// <summary>How often in a row it was held back on its way to a connection for an answer that nobody had read yet.</summary>
    public int HeldForAnswers { get; set; }

    /// <summary>Whether the last attempt was answered by 429.</summary>
    public bool WasThrottled { get; set; }

    /// <summary>The attempt that counts as the one that brings somebody further, by its number; 0 for none.</summary>
    public int AttemptThatCounts { get; set; }

    /// <summary>When the first attempt was sent whose token was refused.</summary>
    public TimeSpan? FirstRefusedAt { get; set; }

    /// <summary>How many answers were 401.</summary>
    public int RefusedTokens { get; set; }

    /// <summary>The permit that was granted and not used yet.</summary>
    public Permit? Unused { get; private set; }

    /// <summary>Whether a courier has it already and waits for a permit.</summary>
    public bool IsUnderWay => _waiting is not null;

    /// <summary>Whether it is sent again, or settles or repeats an earlier write: what is in doubt does not stay so for the length of a row.</summary>
    public bool FinishesWhatWasBegun => IsUnderWay || Request.FinishesWhatWasBegun;

    /// <summary>Gives the permit for the first attempt.</summary>
    public void Begin(Permit permit) => Unused = permit;

    /// <summary>Takes the unused permit away.</summary>
    public Permit? TakeUnused()
    {
        var permit = Unused;
        Unused = null;
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
