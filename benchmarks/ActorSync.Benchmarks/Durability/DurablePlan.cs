using System.Collections.Immutable;
using static ActorSync.Benchmarks.Arguments;

namespace ActorSync.Benchmarks.Durability;

/// <summary>What <c>durable</c> was asked for.</summary>
internal sealed record DurablePlan
{
    /// <summary>How it is called.</summary>
    public const string Help = "durable       [--journals sqlite,postgres] [--outcomes N] [--person-actors N] [--window N] [--target-people N] [--repeat N] [--out DIR]";

    /// <summary>The journals.</summary>
    public ImmutableArray<string> Journals { get; private init; } = ["sqlite", "postgres"];

    /// <summary>How many people have an intent and an outcome.</summary>
    public int Outcomes { get; private init; } = 200_000;

    /// <summary>Of them, how many have an actor of their own where that is measured, at most all: it takes some hundred times as long.</summary>
    public int PersonActors { get; private init; } = 5_000;

    /// <summary>How many are under way at once; as in <c>journal</c>, so many that the journal alone limits.</summary>
    public int Window { get; private init; } = 16_384;

    /// <summary>How many people the target has whose use is measured.</summary>
    public int TargetPeople { get; private init; } = 50_000;

    /// <summary>How often everything is done, in turns.</summary>
    public int Repeat { get; private init; } = 5;

    /// <summary>Where results go; null for <c>benchmarks/results</c>.</summary>
    public string? Out { get; private init; }

    /// <summary>Reads the arguments after the command's name; null and a <paramref name="problem"/> where they say nothing that can be done.</summary>
    public static DurablePlan? Parse(string[] args, out string problem)
    {
        if (Read(args, new DurablePlan(), static (plan, name, value) => plan.With(name, value), out problem) is not { } plan)
        {
            problem += $"; N outcomes are a multiple of {RawInsert.RowsPerStatement}.";
            return null;
        }

        return plan with { PersonActors = Math.Min(plan.PersonActors, plan.Outcomes) };
    }

    private DurablePlan? With(string name, string value) => (name, value) switch
    {
        ("--journals", _) when Words(value, ["sqlite", "postgres"]) is { } journals => this with { Journals = journals },
        ("--outcomes", _) when Count(value, MostOutcomes) is { } outcomes && outcomes % RawInsert.RowsPerStatement == 0 => this with { Outcomes = outcomes },
        ("--person-actors", _) when Count(value, MostPeople) is { } people => this with { PersonActors = people },
        ("--window", _) when Count(value, MostOutcomes) is { } window => this with { Window = window },
        ("--target-people", _) when Count(value, MostPeople) is { } people => this with { TargetPeople = people },
        ("--repeat", _) when Count(value, MostRepetitions) is { } repeat => this with { Repeat = repeat },
        ("--out", { Length: > 0 }) => this with { Out = value },
        _ => null,
    };
}
