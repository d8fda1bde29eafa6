using System.Globalization;
using ActorSync.Benchmarks.Runs;
using static ActorSync.Benchmarks.Arguments;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>What <c>resumed-run</c> was asked for.</summary>
internal sealed record ResumedRunPlan
{
    /// <summary>How it is called.</summary>
    public const string Help = "resumed-run   [--dialect genesys|guide] [--people N] [--left N] [--journal sqlite|postgres]";

    private const int MostLeft = 50;

    /// <summary>The API spoken: <c>genesys</c> or <c>guide</c>.</summary>
    public string Dialect { get; private init; } = "genesys";

    /// <summary>How many people the file states.</summary>
    public int People { get; private init; } = 100_000;

    /// <summary>How many writes are left when the run is killed.</summary>
    public int Left { get; private init; } = 5;

    /// <summary>Whether the journal is a PostgreSQL database; else it is SQLite.</summary>
    public bool IsPostgres { get; private init; }

    /// <summary>The command as one types it.</summary>
    public string Command => string.Create(
        CultureInfo.InvariantCulture, $"resumed-run --dialect {Dialect} --people {People} --left {Left} --journal {(IsPostgres ? "postgres" : "sqlite")}");

    /// <summary>Reads the arguments after the command's name; null and a <paramref name="problem"/> where they say nothing that can be done.</summary>
    public static ResumedRunPlan? Parse(string[] args, out string problem) =>
        Read(args, new ResumedRunPlan(), static (plan, name, value) => plan.With(name, value), out problem);

    private ResumedRunPlan? With(string name, string value) => (name, value) switch
    {
        ("--dialect", "genesys" or "guide") => this with { Dialect = value },
        ("--journal", "sqlite" or "postgres") => this with { IsPostgres = value == "postgres" },
        ("--people", _) when Count(value, MostPeople) is { } count => this with { People = count },
        ("--left", _) when Count(value, MostLeft) is { } count => this with { Left = count },
        _ => null,
    };
}
