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
}
