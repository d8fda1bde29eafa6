using System.Globalization;
using static ActorSync.Benchmarks.Arguments;

namespace ActorSync.Benchmarks.Runs;

/// <summary>What the harness was asked for.</summary>
internal sealed record HarnessOptions
{
    /// <summary>How the harness is called.</summary>
    public const string Help =
        """
        whole-run     [--dialect genesys|guide] [--people N] [--runs K] [--removal never|owned|managed]
        throttled-run [--dialect genesys|guide] [--people N] [--limit N/SECONDS] [--noise P] [--tokens N] [--fault-seed N] [--runs K] [--removal never|owned|managed]
        lost-answers  [--dialect genesys|guide] [--people N] [--share P] [--fault-seed N]
        every-fault   [--dialect genesys|guide] [--people N] [--share P] [--fault-seed N]
        passing-fault [--dialect genesys|guide] [--people N] [--share P] [--fault-seed N]
        """;

    /// <summary>Writes that are applied and whose answers are lost.</summary>
    public const string LostAnswers = "lost-answers";

    /// <summary>Every kind of fault at once.</summary>
    public const string EveryFault = "every-fault";

    /// <summary>Reads and writes that fail in passing, at a pace that leaves the time left something to say.</summary>
    public const string PassingFault = "passing-fault";

    private const string NoLimit = "0";

    /// <summary>Whether the target limits the rate, and the pauses are to be proved.</summary>
    public bool IsThrottled { get; private init; }

    /// <summary>The kind of run at a target at fault, <c>lost-answers</c>, <c>every-fault</c> or <c>passing-fault</c>; null where the target is not at fault.</summary>
    public string? FaultKind { get; private init; }

    /// <summary>The share of requests that each kind of fault strikes or, where only some kinds do, all of them together; above 0 and at most 1.</summary>
    public double Share { get; private init; }

    /// <summary>Chooses which requests are struck.</summary>
    public int FaultSeed { get; private init; }

    /// <summary>The API spoken: <c>genesys</c> or <c>guide</c>.</summary>
    public string Dialect { get; private init; } = "genesys";

    /// <summary>How many people the file states.</summary>
    public int People { get; private init; } = 20_000;

    /// <summary>How often everything is done, each time with a new target and a new state.</summary>
    public int Runs { get; private init; } = 1;

    /// <summary>The target's limit, as <c>sandbox --limit</c> takes it; 0 for none.</summary>
    public string Limit { get; private init; } = NoLimit;

    /// <summary>The share of requests that the target answers by 429 whatever its limit has left; 0 for none.</summary>
    public double Noise { get; private init; }

    /// <summary>How many tokens a run may use.</summary>
    public int Tokens { get; private init; } = 1;

    /// <summary>The policy of removal; <c>managed</c> makes a first run remove as well, so that every kind of write occurs.</summary>
    public string Removal { get; private init; } = "managed";

    /// <summary>The command as one types it.</summary>
    public string Command =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(FaultKind is { } kind ? $"{kind} --share {Share}" : IsThrottled ? $"throttled-run --limit {Limit} --noise {Noise} --tokens {Tokens}" : "whole-run")} --dialect {Dialect} --people {People} --removal {Removal}");

    /// <summary>Reads the arguments; null and a <paramref name="problem"/> where they say nothing that can be done.</summary>
    public static HarnessOptions? Parse(string[] args, out string problem)
    {
        if (args.Length == 0 || args[0] is not ("whole-run" or "throttled-run" or LostAnswers or EveryFault or PassingFault))
        {
            problem = $"{(args.Length == 0 ? "No command is given" : $"Not understood: {args[0]}")}; --help shows all.";
            return null;
        }

        var options = new HarnessOptions
        {
            IsThrottled = args[0] == "throttled-run",
            FaultKind = args[0] is LostAnswers or EveryFault or PassingFault ? args[0] : null,
            Share = args[0] == EveryFault ? 0.05 : 0.1,
        };
        if (Read(args.AsSpan(1), options, static (plan, name, value) => plan.With(name, value), out problem) is not { } read)
        {
            problem = $"{problem}\n{Help}";
            return null;
        }

        problem = read is { IsThrottled: true, Limit: NoLimit, Noise: 0 } ? $"throttled-run needs --limit N/SECONDS or --noise P, or nothing is throttled.\n{Help}" : string.Empty;
        return problem.Length == 0 ? read : null;
    }

    private HarnessOptions? With(string name, string value) => (name, value) switch
    {
        ("--dialect", "genesys" or "guide") => this with { Dialect = value },
        ("--removal", "never" or "owned" or "managed") => this with { Removal = value },
        ("--people", _) when Count(value, MostPeople) is { } people => this with { People = people },
        ("--runs", _) when Count(value, 1_000) is { } runs => this with { Runs = runs },
        ("--share", _) when FaultKind is not null && Proportion(value) is { } share => this with { Share = share },
        ("--noise", _) when IsThrottled && Proportion(value) is { } noise => this with { Noise = noise },
        ("--tokens", _) when IsThrottled && Count(value, MostTokens) is { } tokens => this with { Tokens = tokens },
        ("--fault-seed", _) when (FaultKind is not null || IsThrottled) && Count(value, int.MaxValue) is { } seed => this with { FaultSeed = seed },
        ("--limit", _) when IsThrottled && value.Length > 0 => this with { Limit = value },
        _ => null,
    };

    private static double? Proportion(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1 ? share : null;
}
