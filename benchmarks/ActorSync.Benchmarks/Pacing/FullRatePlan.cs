namespace ActorSync.Benchmarks.Pacing;

/// <summary>What <c>full-rate</c> was asked for.</summary>
internal sealed record FullRatePlan
{
    /// <summary>The target's limit per second and token.</summary>
    public int Limit { get; init; } = 2_000;

    /// <summary>The kind of window.</summary>
    public string Window { get; init; } = "sliding";

    /// <summary>How long each run is measured.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>How many runs.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>How many tokens.</summary>
    public int Tokens { get; init; } = 1;
}
