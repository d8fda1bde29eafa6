using System.Globalization;
using System.Text.Json;
using ActorSync.Simulation;
using ActorSync.Simulation.Stories;

namespace ActorSync.Cli.Output;

/// <summary>What a person is told of simulated runs.</summary>
/// <param name="Last">The last seed, which is the one that broke an invariant where one did.</param>
/// <param name="Seeds">How many seeds were simulated.</param>
/// <param name="Steps">How many steps they took together.</param>
/// <param name="Checks">How often an invariant was looked at.</param>
/// <param name="Shortest">The shortest story found that breaks the same invariant, with its events; null where none broke.</param>
/// <param name="Sources">The source files that were given.</param>
internal sealed record SimulationReport(SimulationResult Last, int Seeds, long Steps, long Checks, SimulationResult? Shortest, IReadOnlyList<string> Sources)
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
        report.Line($"Again: {CommandOf(Shortest.Settings)}");
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

    private string CommandOf(StorySettings story) => string.Create(
        CultureInfo.InvariantCulture,
        $"actorsync simulate {string.Concat(Sources.Select(source => $"--source {source} "))}--seed {story.Seed} --dialect {story.Dialect} --people {story.People} --runs {story.Runs} --window {story.Window} --faults {FaultNames.Write(story.Faults!.Value)}");
}
