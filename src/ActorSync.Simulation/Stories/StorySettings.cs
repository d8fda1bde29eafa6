namespace ActorSync.Simulation.Stories;

/// <summary>What of a story is given; whatever is null follows from the seed.</summary>
/// <param name="Seed">Decides everything else.</param>
public sealed record StorySettings(ulong Seed)
{
    /// <summary>What can go wrong.</summary>
    public FaultKind? Faults { get; init; }

    /// <summary>How many people there are; of a roster that was given, the first so many.</summary>
    public int? People { get; init; }

    /// <summary>How many runs there are before the last two, in which nothing goes wrong.</summary>
    public int? Runs { get; init; }

    /// <summary>The target's dialect.</summary>
    public string? Dialect { get; init; }

    /// <summary>How many people are under way at once.</summary>
    public int? Window { get; init; }
}
