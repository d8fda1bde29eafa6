using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Runs;
using static ActorSync.Benchmarks.Arguments;

namespace ActorSync.Benchmarks.Bench;

/// <summary>What <c>bench</c> was asked for.</summary>
internal sealed record BenchPlan
{
    /// <summary>How it is called.</summary>
    public const string Help =
        """
        bench         [--scenario cold|changed|unchanged|plan|all] [--sizes N,…] [--dialects guide,genesys] [--journals sqlite,postgres]
                      [--in-flight default,N,…] [--tokens N,…] [--protocol h2c|h1] [--compare-up-to N] [--repeat N]
                      [--people-changed N] [--people-unchanged N] [--people-planned N] [--out DIR] [--check FILE] [--tolerance P]
        """;

    /// <summary>Every scenario.</summary>
    public static readonly ImmutableArray<string> Scenarios = ["cold", "changed", "unchanged", "plan"];

    private const int MostInFlight = 1_000;
    private const string Everything = "all";

    private static readonly ImmutableArray<string> WithoutKey = ["--batch", "--partitions"];

    /// <summary>The scenarios, in their order.</summary>
    public ImmutableArray<string> Chosen { get; private init; } = Scenarios;

    /// <summary>How many people a cold run has.</summary>
    public ImmutableArray<int> Sizes { get; private init; } = [1_000, 10_000, 100_000, 1_000_000];

    /// <summary>The APIs spoken.</summary>
    public ImmutableArray<string> Dialects { get; private init; } = ["guide", "genesys"];

    /// <summary>Where cold runs keep their journals.</summary>
    public ImmutableArray<string> Journals { get; private init; } = ["sqlite"];

    /// <summary>Requests under way at once in cold runs; null leaves it to the program.</summary>
    public ImmutableArray<int?> InFlight { get; private init; } = [null];

    /// <summary>Tokens of cold runs.</summary>
    public ImmutableArray<int> Tokens { get; private init; } = [1];

    /// <summary>Whether the program and the bare loop speak HTTP/2; else HTTP/1.1.</summary>
    public bool IsHttp2 { get; private init; } = true;

    /// <summary>The largest size at which the loop and the script run beside the program.</summary>
    public int CompareUpTo { get; private init; } = 100_000;

    /// <summary>How often everything is done, in turns.</summary>
    public int Repeat { get; private init; } = 5;

    /// <summary>People of the scenario <c>changed</c>.</summary>
    public int PeopleChanged { get; private init; } = 50_000;

    /// <summary>People of the scenario <c>unchanged</c>.</summary>
    public int PeopleUnchanged { get; private init; } = 100_000;

    /// <summary>People of the scenario <c>plan</c>.</summary>
    public int PeoplePlanned { get; private init; } = 1_000_000;

    /// <summary>Where results go; null for <c>benchmarks/results</c>.</summary>
    public string? Out { get; private init; }

    /// <summary>An earlier result to hold the ratios against, or null.</summary>
    public string? Earlier { get; private init; }

    /// <summary>By which share a ratio may have fallen.</summary>
    public double Tolerance { get; private init; } = 0.15;

    /// <summary>The protocol's name.</summary>
    public string Protocol => IsHttp2 ? "h2c" : "h1";

    /// <summary>The name of the result.</summary>
    public string Name =>
        (Chosen.Length == Scenarios.Length ? "bench" : $"bench-{string.Join('-', Chosen)}") + (Dialects is [var only] ? $"-{only}" : string.Empty);

    /// <summary>Reads the arguments after the command's name; null and a <paramref name="problem"/> where they say nothing that can be done.</summary>
    public static BenchPlan? Parse(string[] args, out string problem)
    {
        if (args.FirstOrDefault(WithoutKey.Contains) is { } without)
        {
            problem = $"{without}: the program has no configuration key for it (JournalBatch.Limit and Partitioning.Partitions are constants).";
            return null;
        }

        return Read(args, new BenchPlan(), static (plan, name, value) => plan.With(name, value), out problem);
    }

    private BenchPlan? With(string name, string value) => (name, value) switch
    {
        ("--scenario", Everything) => this with { Chosen = Scenarios },
        ("--scenario", _) when Words(value, Scenarios) is { } chosen => this with { Chosen = chosen },
        ("--dialects", _) when Words(value, ["guide", "genesys"]) is { } dialects => this with { Dialects = dialects },
        ("--journals", _) when Words(value, ["sqlite", "postgres"]) is { } journals => this with { Journals = journals },
        ("--sizes", _) when Counts(value, MostPeople) is { } sizes => this with { Sizes = sizes },
        ("--tokens", _) when Counts(value, MostTokens) is { } tokens => this with { Tokens = tokens },
        ("--in-flight", _) when InFlightOf(value) is { } inFlight => this with { InFlight = inFlight },
        ("--protocol", "h2c" or "h1") => this with { IsHttp2 = value == "h2c" },
        ("--compare-up-to", _) when Count(value, MostPeople) is { } most => this with { CompareUpTo = most },
        ("--repeat", _) when Count(value, MostRepetitions) is { } repeat => this with { Repeat = repeat },
        ("--people-changed", _) when Count(value, MostPeople) is { } people => this with { PeopleChanged = people },
        ("--people-unchanged", _) when Count(value, MostPeople) is { } people => this with { PeopleUnchanged = people },
        ("--people-planned", _) when Count(value, MostPeople) is { } people => this with { PeoplePlanned = people },
        ("--out", { Length: > 0 }) => this with { Out = value },
        ("--check", { Length: > 0 }) => this with { Earlier = value },
        ("--tolerance", _) when double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1 => this with { Tolerance = share },
        _ => null,
    };

    private static ImmutableArray<int?>? InFlightOf(string text)
    {
        var words = text.Split(',');
        return words.All(each => each == "default" || Count(each, MostInFlight) is not null) ? [.. words.Select(each => Count(each, MostInFlight))] : null;
    }
}
