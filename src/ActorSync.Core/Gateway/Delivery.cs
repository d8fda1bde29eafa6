using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Core.Gateway;

/// <summary>One request from its acceptance to its outcome.</summary>
/// <remarks>
/// The gateway holds it while it waits for a permit, and whoever carries it while it is under way; never both. Whoever runs the gateway may
/// derive from it, to keep beside it what the rules do not need.
/// </remarks>
/// <param name="requestId">The asker's own number of the request.</param>
/// <param name="asker">Stands for whoever asked; two askers are the same where they are equal.</param>
/// <param name="request">What to send.</param>
/// <param name="origin">On whose behalf.</param>
public class Delivery(long requestId, object asker, TargetRequest request, SendOrigin origin)
{
    /// <summary>The asker's own number of the request.</summary>
    public long RequestId { get; } = requestId;

    /// <summary>Stands for whoever asked.</summary>
    public object Asker { get; } = asker;

    /// <summary>What to send.</summary>
    public TargetRequest Request { get; } = request;

    /// <summary>On whose behalf it is sent.</summary>
    public SendOrigin Origin { get; } = origin;

    /// <summary>Whether it had its first permit: from then on somebody carries it, and it cannot be withdrawn any more.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>How many attempts were made.</summary>
    public int Attempts { get; private set; }

    /// <summary>Whether the last attempt was answered by 429.</summary>
    public bool WasThrottled { get; private set; }

    /// <summary>Since when it waits for its next permit, or waited for the last one.</summary>
    internal TimeSpan WaitsSince { get; set; }

    /// <summary>How old it was when it last left a queue without a permit; null once it has one.</summary>
    internal SendAge? Age { get; set; }

    /// <summary>Whether it is sent again, or settles or repeats an earlier write: what is in doubt does not stay so for the length of a row.</summary>
    internal bool FinishesWhatWasBegun => IsUnderWay || Request.FinishesWhatWasBegun;

    /// <summary>Whether what it rests on is too old to be sent now.</summary>
    public bool IsTooLate(Instant now) => now > Request.GoodUntil;

    /// <summary>Notes that an attempt leaves.</summary>
    public void Left() => (Attempts, WasThrottled) = (Attempts + 1, false);

    /// <summary>Notes that it was answered by 429.</summary>
    public void Throttled() => WasThrottled = true;

    /// <summary>Notes that it has had its first permit.</summary>
    internal void Begin() => IsUnderWay = true;
}
