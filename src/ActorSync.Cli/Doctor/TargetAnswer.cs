using NodaTime;

namespace ActorSync.Cli.Doctor;

/// <summary>What came of one request of the doctor.</summary>
/// <param name="Status">The HTTP status, or null where no answer came.</param>
/// <param name="Body">The body, or empty.</param>
/// <param name="ClockOffset">How far the target's clock stands ahead of this machine's, to about a second, or null where it did not say.</param>
/// <param name="Failure">Why no answer came, or null.</param>
internal sealed record TargetAnswer(int? Status, string Body, Duration? ClockOffset, string? Failure)
{
    /// <summary>Whether the target failed to answer, which says nothing about what was asked.</summary>
    public bool IsFailure => Status is null or >= 500;

    /// <summary>What a 429 said, or null for another answer.</summary>
    public TargetThrottle? Throttle { get; init; }
}
