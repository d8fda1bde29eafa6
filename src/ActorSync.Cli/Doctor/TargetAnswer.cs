using ActorSync.Engine.Gateway;
using NodaTime;

namespace ActorSync.Cli.Doctor;

/// <summary>What came of one request of the doctor.</summary>
/// <param name="Status">The HTTP status, or null where no answer came.</param>
/// <param name="Body">The body, or empty.</param>
/// <param name="ClockOffset">How far the target's clock stands ahead of this machine's, to about a second, or null where it did not say.</param>
/// <param name="Failure">Why no answer came, or not the whole of it, or null.</param>
internal sealed record TargetAnswer(int? Status, ReadOnlyMemory<byte> Body, Duration? ClockOffset, string? Failure)
{
    /// <summary>Whether the target failed to answer.</summary>
    public bool HasFailed => Failure is not null || Status is null or >= 500;

    /// <summary>Whether the answer says nothing about what the API was asked: the target failed, or what came is not its own.</summary>
    public bool SaysNothing => HasFailed || IsOfAnother;

    /// <summary>What a 429 said, or null for another answer.</summary>
    public TargetThrottle? Throttle { get; init; }

    // The target has a JSON body for all that it does and refuses but for 204; a refused token and a redirection say enough by their status.
    private bool IsOfAnother => Status is (>= 200 and < 300 and not 204) or (>= 400 and < 500 and not 401 and not 429)
        && (Body.IsEmpty || !AnswerBody.IsEmptyOrJson(Body.Span));
}
