namespace ActorSync.Benchmarks.Crashes;

/// <summary>One process of a run that several processes work on, one after the other.</summary>
/// <param name="Command">What it was told: <c>run</c> or <c>resume</c>.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="EndedAt">Just before it was killed, or when it ended by itself.</param>
/// <param name="IsKilled">Whether it was killed.</param>
/// <param name="ExitCode">Its exit code; of a killed one that of its signal.</param>
/// <param name="ServerKilledAt">When the journal's server was killed under it, or null.</param>
/// <param name="LastWords">The end of its log where it ended by itself otherwise than well; else empty.</param>
internal sealed record Life(
    string Command, DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool IsKilled, int ExitCode, DateTimeOffset? ServerKilledAt, string LastWords)
{
    /// <summary>From when on nothing is sure to be durable.</summary>
    public DateTimeOffset BrokenAt => ServerKilledAt is { } killed && killed < EndedAt ? killed : EndedAt;
}
