namespace ActorSync.Sandbox.Limits;

/// <summary>How many requests of the other client passed, and how many were refused.</summary>
internal readonly record struct OtherClientCounts(long Passed, long Refused)
{
    public static OtherClientCounts Of(IRequestWindow? window) =>
        window is OtherClientWindow shared ? new OtherClientCounts(shared.OtherPassed, shared.OtherRefused) : default;

    public static OtherClientCounts operator +(OtherClientCounts one, OtherClientCounts other) =>
        new(one.Passed + other.Passed, one.Refused + other.Refused);
}
