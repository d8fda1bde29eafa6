using System.Globalization;
using System.Text.Json;
using ActorSync.Engine.Sources;
using ActorSync.Simulation;
using ActorSync.Simulation.Stories;

namespace ActorSync.Cli.Output;

/// <summary>What a person is told of simulated runs.</summary>
/// <param name="Last">The last seed, which is the one that broke an invariant where one did.</param>
/// <param name="Seeds">How many seeds were simulated.</param>
/// <param name="Steps">How many steps they took together.</param>
/// <param name="Checks">How often an invariant was looked at.</param>
/// <param name="Shortest">The shortest story found that breaks the same invariant, with its events; null where none broke.</param>
/// <param name="Given">The arguments that say where people and configuration come from.</param>
internal sealed record SimulationReport(SimulationResult Last, int Seeds, long Steps, long Checks, SimulationResult? Shortest, IReadOnlyList<string> Given)
{
    private const int LinesShown = 60;

    /// <summary>Writes it for people.</summary>
    public void Write(ReportWriter report)
    {
        report.Line(string.Create(CultureInfo.InvariantCulture, $"{Seeds} {(Seeds == 1 ? "seed" : "seeds")}, {Steps} steps, {Checks} checks."));
        report.Line(Told(Last));
        if (Last.Broken is null || Shortest is null)
        {
            report.Line("No invariant was broken, every run ended, and every end was right.");
            return;
        }

        report.Line($"Broken: {Last.What}");
        report.Line();
        report.Line($"The shortest story found: {Shortest.What}");
        report.Line($"Again{(Given.Contains(SourceInput.StandardInputName) ? ", with the same standard input" : string.Empty)}: {CommandOf(Shortest.Settings)}");
        foreach (var line in Shortest.Lines.TakeLast(LinesShown))
        {
            report.Line($"  {line}");
        }
    }

    /// <summary>Writes it for programs.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("command", "simulate");
        json.WriteString("status", Last.Broken is null ? "held" : "broken");
        json.WriteNumber("seed", Last.Settings.Seed);
        json.WriteNumber("seeds", Seeds);
        json.WriteNumber("steps", Steps);
        json.WriteNumber("checks", Checks);
        json.WriteString("hash", Last.Hash);
        json.WriteString("broken", Last.Broken);
        json.WriteString("what", Last.What);
        json.WriteString("again", CommandOf((Shortest ?? Last).Settings));
        json.WriteEndObject();
    }

    private static string Told(SimulationResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"Seed {result.Settings.Seed}: {result.Settings.Dialect}, {result.Settings.People} people, {result.Settings.Runs} runs and two in which nothing goes wrong, faults {FaultNames.Write(result.Settings.Faults!.Value)}; events {result.Hash}.");

    private string CommandOf(StorySettings story) => ShellWords.Of(
    [
        "actorsync", "simulate", .. Given,
        "--seed", story.Seed.ToString(CultureInfo.InvariantCulture),
        "--dialect", story.Dialect!,
        "--people", Told(story.People),
        "--runs", Told(story.Runs),
        "--window", Told(story.Window),
        "--faults", FaultNames.Write(story.Faults!.Value),
    ]);

    private static string Told(int? number) => number!.Value.ToString(CultureInfo.InvariantCulture);
}
