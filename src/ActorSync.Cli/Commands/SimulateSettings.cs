using System.ComponentModel;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>The options of <c>simulate</c>.</summary>
internal sealed class SimulateSettings : GlobalSettings
{
    /// <summary>The source files, <c>-</c> for standard input; none for invented people.</summary>
    [CommandOption("--source <FILE>")]
    [Description("The HRIS file whose people are simulated; repeatable as for run. Without it people are invented.")]
    public string[] Source { get; init; } = [];

    /// <summary>The seed.</summary>
    [CommandOption("--seed <N>")]
    [Description("What is left to chance follows from this number: the same seed, the same events. Default 1.")]
    public ulong Seed { get; init; } = 1;

    /// <summary>How many seeds.</summary>
    [CommandOption("--seeds <COUNT>")]
    [Description("Simulate so many seeds, from --seed on. Default 1.")]
    public int Seeds { get; init; } = 1;

    /// <summary>What can go wrong, or null.</summary>
    [CommandOption("--faults <LIST>")]
    [Description("What can go wrong: all, none, or some of lose, duplicate, delay, throttle, server-errors, crash, part-dies, disk, clock, hand-edits, late-reads, tokens, stops. By default the seed decides.")]
    public string? Faults { get; init; }

    /// <summary>How many people, or null.</summary>
    [CommandOption("--people <N>")]
    [Description("How many people: of a source the first so many, 50 by default; of invented ones at most 12, and by default the seed decides.")]
    public int? People { get; init; }

    /// <summary>How many runs, or null.</summary>
    [CommandOption("--runs <N>")]
    [Description("How many runs go wrong before the last two, in which nothing does. By default the seed decides, 1 to 3.")]
    public int? Runs { get; init; }

    /// <summary>How many people are under way at once, or null.</summary>
    [CommandOption("--window <N>")]
    [Description("How many people are under way at once. By default the seed decides, 1 to 8.")]
    public int? Window { get; init; }

    /// <summary>The dialect, or null.</summary>
    [CommandOption("--dialect <NAME>")]
    [Description("guide or genesys. By default the configuration's with --source, else the seed decides.")]
    public string? Dialect { get; init; }

    /// <summary>Where the event log is written, or null.</summary>
    [CommandOption("--events <FILE>")]
    [Description("Write every event of the last seed into this file, a line each.")]
    public string? Events { get; init; }
}
