using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>Gives a permit back to the gateway.</summary>
/// <param name="Permit">The permit.</param>
/// <param name="Report">How the attempt ended, for the budget.</param>
public sealed record AttemptEnded(Permit Permit, AttemptReport Report)
{
    /// <summary>Whether the answer was 401.</summary>
    public bool TokenRefused { get; init; }

    /// <summary>Whether the answer shows the target at work: anything but an error of the server's, a 429 for one.</summary>
    public bool IsAtWork { get; init; }

    /// <summary>What a 429 said, for a person; null for any other end.</summary>
    public string? PauseReason { get; init; }

    /// <summary>What held the send back where its gate was found shut; null where it was open.</summary>
    public ShutGate? Shut { get; init; }

    /// <summary>Gives back a permit that was not used.</summary>
    public static AttemptEnded Unused(Permit permit) => new(permit, AttemptReport.Unused.Instance);

    /// <summary>Gives back a permit whose gate was found shut.</summary>
    public static AttemptEnded HeldBack(Permit permit, ShutGate shut) => Unused(permit) with { Shut = shut };

    /// <summary>Ends an attempt to which no whole answer came.</summary>
    /// <param name="permit">The permit.</param>
    /// <param name="sentAt">When it left, or was about to.</param>
    public static AttemptEnded Failed(Permit permit, TimeSpan sentAt) => new(permit, new AttemptReport.Failed(sentAt));

    /// <summary>Ends an attempt that was answered, and not by 429.</summary>
    /// <param name="permit">The permit.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="answeredAt">When it was whole.</param>
    public static AttemptEnded Answered(Permit permit, AttemptResult.Answered answer, TimeSpan answeredAt)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new(permit, new AttemptReport.Answered(answer.SentAt.Elapsed, answeredAt))
        {
            TokenRefused = answer.Status == AnswerStatus.Unauthorized,
            IsAtWork = answer.IsAtWork,
        };
    }

    /// <summary>Ends an attempt that was answered by 429.</summary>
    /// <param name="permit">The permit.</param>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="receivedAt">When the 429 came.</param>
    /// <param name="retryAfter">What it said about the wait.</param>
    /// <param name="limit">The limit that it named, or null.</param>
    /// <param name="pause">What <see cref="SendInterlock.Throttled"/> made of it.</param>
    public static AttemptEnded Throttled(Permit permit, TimeSpan sentAt, TimeSpan receivedAt, RetryAfter retryAfter, NamedLimit? limit, LanePause pause) =>
        new(permit, new AttemptReport.Throttled(sentAt, receivedAt, retryAfter, pause.Until, limit))
        {
            IsAtWork = true,
            PauseReason = ThrottleWords.Of(retryAfter, pause.InARow),
        };
}
