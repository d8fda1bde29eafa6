namespace ActorSync.Core.Pacing;

/// <summary>What the budget knows of one token.</summary>
/// <param name="IsOpen">Whether there is a token to send with.</param>
/// <param name="NextAt">When the next send is due by the pace; up to the tolerance earlier is allowed.</param>
/// <param name="PausedUntil">Nothing is sent before this time.</param>
/// <param name="InFlight">How many requests are under way with this token.</param>
public sealed record Lane(bool IsOpen, TimeSpan NextAt, TimeSpan PausedUntil, int InFlight)
{
    /// <summary>A lane without a token, free to go as soon as it gets one.</summary>
    public static Lane Closed { get; } = new(IsOpen: false, TimeSpan.Zero, TimeSpan.Zero, InFlight: 0);

    /// <summary>The first time at which this lane may send.</summary>
    public TimeSpan ReadyAt
    {
        get
        {
            var paced = NextAt - PacingRules.Tolerance;
            return paced > PausedUntil ? paced : PausedUntil;
        }
    }
}
