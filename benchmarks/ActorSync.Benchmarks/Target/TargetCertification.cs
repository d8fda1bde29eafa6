namespace ActorSync.Benchmarks.Target;

/// <summary>A certification as the target holds it.</summary>
/// <param name="IssuedOn">The instant of issue, or null where none is held.</param>
/// <param name="ExpiresOn">The instant of expiry, or null on a target without dates.</param>
internal readonly record struct TargetCertification(DateTimeOffset? IssuedOn, DateTimeOffset? ExpiresOn)
{
    /// <summary>Whether it holds no longer; never on a target without dates.</summary>
    public bool HasEndedAt(DateTimeOffset now) => ExpiresOn <= now;

    /// <summary>A mere name.</summary>
    public static TargetCertification Undated => default;
}
