using static ActorSync.Benchmarks.Arguments;

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

    /// <summary>Reads the arguments after the command's name; null and a <paramref name="problem"/> where they say nothing that can be done.</summary>
    public static FullRatePlan? Parse(string[] args, out string problem) =>
        Read(args, new FullRatePlan(), static (plan, name, value) => plan.With(name, value), out problem);

    private FullRatePlan? With(string name, string value) => (name, value) switch
    {
        ("--limit", _) when Count(value, int.MaxValue) is { } count => this with { Limit = count },
        ("--seconds", _) when Count(value, int.MaxValue) is { } count => this with { Seconds = count },
        ("--runs", _) when Count(value, int.MaxValue) is { } count => this with { Runs = count },
        ("--tokens", _) when Count(value, MostTokens) is { } count => this with { Tokens = count },
        ("--window", "fixed" or "sliding") => this with { Window = value },
        _ => null,
    };
}
