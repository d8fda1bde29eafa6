using System.Globalization;
using ActorSync.Benchmarks.Runs;

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
    public static ResumedRunPlan? Parse(string[] args, out string problem)
    {
        problem = string.Empty;
        var plan = new ResumedRunPlan();
        for (var index = 0; index < args.Length; index += 2)
        {
            var value = index + 1 < args.Length ? args[index + 1] : string.Empty;
            var isCount = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0;
            if ((args[index], value) switch
            {
                ("--dialect", "genesys" or "guide") => plan with { Dialect = value },
                ("--journal", "sqlite" or "postgres") => plan with { IsPostgres = value == "postgres" },
                ("--people", _) when isCount && count <= HarnessOptions.MostPeople => plan with { People = count },
                ("--left", _) when isCount && count <= MostLeft => plan with { Left = count },
                _ => null,
            } is not { } next)
            {
                problem = $"Not understood: {args[index]} {value}";
                return null;
            }

            plan = next;
        }

        return plan;
    }
}
