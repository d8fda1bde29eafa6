using System.Collections.Immutable;
using ActorSync.Benchmarks.Runs;
using static ActorSync.Benchmarks.Arguments;

namespace ActorSync.Benchmarks.Tuning;

/// <summary>What <c>bench tune</c> was asked for.</summary>
internal sealed record TunePlan
{
    /// <summary>How it is called.</summary>
    public const string Help = "bench tune    [--dialect guide|genesys] [--people N] [--in-flight N,…] [--tokens N,…] [--repeat N] [--protocol h2c|h1] [--out DIR]";

    private const int MostInFlight = 1_000;

    /// <summary>The API spoken.</summary>
    public string Dialect { get; private init; } = "genesys";

    /// <summary>How many people the file states.</summary>
    public int People { get; private init; } = 50_000;

    /// <summary>Values of <c>Target:MaxInFlight</c> to try beside the program's own.</summary>
    public ImmutableArray<int?> InFlight { get; private init; } = [16, 32, 48, 64, 96, 192, 256];

    /// <summary>Values of <c>Target:Tokens</c> to try beside the program's own.</summary>
    public ImmutableArray<int?> Tokens { get; private init; } = [2, 4];

    /// <summary>How often each point is measured, in turns with the best so far.</summary>
    public int Repeat { get; private init; } = 5;

    /// <summary>Whether HTTP/2 is spoken; else HTTP/1.1.</summary>
    public bool IsHttp2 { get; private init; } = true;

    /// <summary>Where results go; null for <c>benchmarks/results</c>.</summary>
    public string? Out { get; private init; }

    /// <summary>The settings that are searched, each with the program's own value first.</summary>
    public ImmutableArray<TuneAxis> Axes => [new("Target:MaxInFlight", [null, .. InFlight]), new("Target:Tokens", [null, .. Tokens])];

    /// <summary>Reads the arguments after the command's name; null and a <paramref name="problem"/> where they say nothing that can be done.</summary>
    public static TunePlan? Parse(string[] args, out string problem) =>
        Read(args, new TunePlan(), static (plan, name, value) => plan.With(name, value), out problem);

    private TunePlan? With(string name, string value) => (name, value) switch
    {
        ("--dialect", "guide" or "genesys") => this with { Dialect = value },
        ("--people", _) when Count(value, MostPeople) is { } people => this with { People = people },
        ("--in-flight", _) when Counts(value, MostInFlight) is { } inFlight => this with { InFlight = [.. inFlight] },
        ("--tokens", _) when Counts(value, MostTokens) is { } tokens => this with { Tokens = [.. tokens] },
        ("--repeat", _) when Count(value, MostRepetitions) is { } repeat => this with { Repeat = repeat },
        ("--protocol", "h2c" or "h1") => this with { IsHttp2 = value == "h2c" },
        ("--out", { Length: > 0 }) => this with { Out = value },
        _ => null,
    };
}
