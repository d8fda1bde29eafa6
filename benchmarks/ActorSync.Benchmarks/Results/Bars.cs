using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Results;

/// <summary>What the figures have to reach, in the order in which the page shows them.</summary>
internal static class Bars
{
    /// <summary>All of them; those without a bar are shown for comparison.</summary>
    public static readonly ImmutableArray<BenchBar> All =
    [
        new("cold-guide-script", "cold, guide, a read per user: people/s beside the script", BenchFigure.Times, 1.5),
        new("cold-guide-script-process", "the same by the time of the whole process", BenchFigure.Times, null),
        new("cold-genesys-script", "cold, genesys: people/s beside the script", BenchFigure.Times, 2.5),
        new("cold-genesys-script-process", "the same by the time of the whole process", BenchFigure.Times, null),
        new("cold-guide-bare", "cold, guide: requests/s beside the bare loop", BenchFigure.Times, 0.85),
        new("cold-guide-bare-target", "the same while the target had requests", BenchFigure.Times, null),
        new("cold-genesys-bare", "cold, genesys: requests/s beside the bare loop", BenchFigure.Times, 0.85),
        new("cold-genesys-bare-target", "the same while the target had requests", BenchFigure.Times, null),
        new("changed-guide-script", "5 % of 50,000 changed, the rest known, guide: people/s beside the script", BenchFigure.Times, 8),
        new("changed-guide-script-process", "the same by the time of the whole process", BenchFigure.Times, null),
        new("changed-genesys-script", "5 % of 50,000 changed, the rest known, genesys: people/s beside the script", BenchFigure.Times, 8),
        new("changed-genesys-script-process", "the same by the time of the whole process", BenchFigure.Times, null),
        new("unchanged-requests", "requests for 100,000 people with nothing changed, genesys", "requests", 202) { IsAtLeast = false },
        new("writes-above-fewest", "writes beyond the fewest possible, over all runs of the program", "writes", 0) { IsAtLeast = false, IsOverAll = true },
        new("durable-sqlite", "durable items/s beside what the unlimited target can use, SQLite", BenchFigure.Times, 3),
        new("durable-postgres", "durable items/s beside what the unlimited target can use, PostgreSQL", BenchFigure.Times, 3),
        new("durable-sqlite-person-actors", "durable items/s beside one persistent actor per person, SQLite", BenchFigure.Times, null),
        new("durable-postgres-person-actors", "durable items/s beside one persistent actor per person, PostgreSQL", BenchFigure.Times, null),
        new("durable-sqlite-raw", "outcomes/s beside a raw batched insert, SQLite", BenchFigure.Times, null),
        new("durable-postgres-raw", "outcomes/s beside a raw batched insert, PostgreSQL", BenchFigure.Times, null),
        new("plan-peak", "1,000,000 people planned: peak memory", "MB", 600) { IsAtLeast = false },
        new("plan-rate", "1,000,000 people planned: people/s beside the rate at 10,000", BenchFigure.Times, 0.85),
        new("replay-sqlite", "replay of 1,000,000 journalled outcomes in a new process, SQLite", "s", 2) { IsAtLeast = false },
        new("replay-sqlite-again", "the same once more in the same process", "s", null) { IsAtLeast = false },
        new("replay-postgres", "replay of 1,000,000 journalled outcomes in a new process, PostgreSQL", "s", 2) { IsAtLeast = false },
        new("replay-postgres-again", "the same once more in the same process", "s", null) { IsAtLeast = false },
        new("tuned-guide", "the defaults beside the best other settings that `bench tune` finds, guide: people/s, within the noise", BenchFigure.Times, 1) { IsWithinNoise = true },
        new("tuned-genesys", "the defaults beside the best other settings that `bench tune` finds, genesys: people/s, within the noise", BenchFigure.Times, 1) { IsWithinNoise = true },
    ];

    /// <summary>The figure with the claim and the bar that its id stands for; as it is where it has none.</summary>
    public static BenchFigure Under(BenchFigure figure) => All.FirstOrDefault(bar => bar.Id == figure.Id) is { } bar
        ? figure with { Claim = bar.Claim, Bar = bar.Value, IsAtLeast = bar.IsAtLeast, IsWithinNoise = bar.IsWithinNoise }
        : figure;
}
