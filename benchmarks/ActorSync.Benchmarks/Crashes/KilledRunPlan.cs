using System.Globalization;
using ActorSync.Benchmarks.Runs;
using static ActorSync.Benchmarks.Arguments;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>What <c>killed-run</c> was asked for.</summary>
internal sealed record KilledRunPlan
{
    /// <summary>How it is called.</summary>
    public const string Help =
        "killed-run    [--dialect genesys|guide] [--people N] [--kills N] [--kills-per-run N] [--journal sqlite|postgres] [--postgres-kills N] [--removal never|owned|managed] [--seed N]";

    private const int MostKills = 10_000;

    /// <summary>The API spoken: <c>genesys</c> or <c>guide</c>.</summary>
    public string Dialect { get; private init; } = "genesys";

    /// <summary>How many people the file states.</summary>
    public int People { get; private init; } = 20_000;

    /// <summary>How many kills of the client there are to be in all.</summary>
    public int Kills { get; private init; } = 200;

    /// <summary>How many kills one run meets before it is left to end; then a new run begins, with a new target and a new state.</summary>
    public int KillsPerRun { get; private init; } = 10;

    /// <summary>Whether the journal is a PostgreSQL database; else it is SQLite.</summary>
    public bool IsPostgres { get; private init; }

    /// <summary>How often the PostgreSQL server is killed in all.</summary>
    public int PostgresKills { get; private init; }

    /// <summary>The policy of removal.</summary>
    public string Removal { get; private init; } = "managed";

    /// <summary>Chooses the instants, and which requests are slow.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>The command as one types it.</summary>
    public string Command => string.Create(
        CultureInfo.InvariantCulture,
        $"killed-run --dialect {Dialect} --people {People} --kills {Kills} --kills-per-run {KillsPerRun} --journal {(IsPostgres ? $"postgres --postgres-kills {PostgresKills}" : "sqlite")} --removal {Removal} --seed {Seed}");

    /// <summary>The plan of a run that meets no kills.</summary>
    public static KilledRunPlan Of(string dialect, int people, string removal) => new() { Dialect = dialect, People = people, Removal = removal };

    /// <summary>Reads the arguments after the command's name; null and a <paramref name="problem"/> where they say nothing that can be done.</summary>
    public static KilledRunPlan? Parse(string[] args, out string problem)
    {
        if (Read(args, new KilledRunPlan(), static (plan, name, value) => plan.With(name, value), out problem) is not { } plan)
        {
            return null;
        }

        problem = plan is { PostgresKills: > 0, IsPostgres: false } ? "--postgres-kills needs --journal postgres: there is no server to kill." : string.Empty;
        return problem.Length == 0 ? plan : null;
    }

    private KilledRunPlan? With(string name, string value) => (name, value) switch
    {
        ("--dialect", "genesys" or "guide") => this with { Dialect = value },
        ("--removal", "never" or "owned" or "managed") => this with { Removal = value },
        ("--journal", "sqlite" or "postgres") => this with { IsPostgres = value == "postgres" },
        ("--people", _) when Count(value, MostPeople) is { } people => this with { People = people },
        ("--kills", _) when Count(value, MostKills) is { } kills => this with { Kills = kills },
        ("--kills-per-run", _) when Count(value, MostKills) is { } kills => this with { KillsPerRun = kills },
        ("--postgres-kills", _) when Count(value, MostKills) is { } kills => this with { PostgresKills = kills },
        ("--seed", _) when Count(value, int.MaxValue) is { } seed => this with { Seed = seed },
        _ => null,
    };
}
