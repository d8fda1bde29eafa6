using System.Globalization;
using ActorSync.Benchmarks.Runs;
using ActorSync.Core.Leases;
using static ActorSync.Benchmarks.Arguments;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>What <c>frozen-run</c> was asked for.</summary>
internal sealed record FrozenRunPlan
{
    /// <summary>How it is called.</summary>
    public const string Help =
        "frozen-run    [--dialect genesys|guide] [--people N] [--journal sqlite|postgres] [--lease-seconds N] [--removal never|owned|managed] [--seed N]";


    /// <summary>The API spoken: <c>genesys</c> or <c>guide</c>.</summary>
    public string Dialect { get; private init; } = "genesys";

    /// <summary>How many people the file states.</summary>
    public int People { get; private init; } = 2_000;

    /// <summary>Whether the journal is a PostgreSQL database; else it is SQLite.</summary>
    public bool IsPostgres { get; private init; }

    /// <summary>For how long a process holds its target without a word, in seconds, as it is told by <c>Journal:LeaseSeconds</c>; null for its default.</summary>
    public int? LeaseSeconds { get; private init; }

    /// <summary>The same as a time.</summary>
    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds ?? LeaseTerm.DefaultSeconds);

    /// <summary>The policy of removal.</summary>
    public string Removal { get; private init; } = "managed";

    /// <summary>Chooses the instants, and which requests are slow.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>The command as one types it.</summary>
    public string Command => string.Create(
        CultureInfo.InvariantCulture,
        $"frozen-run --dialect {Dialect} --people {People} --journal {(IsPostgres ? "postgres" : "sqlite")} --lease-seconds {LeaseSeconds ?? LeaseTerm.DefaultSeconds} --removal {Removal} --seed {Seed}");

    /// <summary>Reads the arguments after the command's name; null and a <paramref name="problem"/> where they say nothing that can be done.</summary>
    public static FrozenRunPlan? Parse(string[] args, out string problem) =>
        Read(args, new FrozenRunPlan(), static (plan, name, value) => plan.With(name, value), out problem);

    private FrozenRunPlan? With(string name, string value) => (name, value) switch
    {
        ("--dialect", "genesys" or "guide") => this with { Dialect = value },
        ("--removal", "never" or "owned" or "managed") => this with { Removal = value },
        ("--journal", "sqlite" or "postgres") => this with { IsPostgres = value == "postgres" },
        ("--people", _) when Count(value, MostPeople) is { } count => this with { People = count },
        ("--lease-seconds", _) when Count(value, LeaseTerm.MostSeconds) is { } count => this with { LeaseSeconds = count },
        ("--seed", _) when Count(value, int.MaxValue) is { } count => this with { Seed = count },
        _ => null,
    };
}
