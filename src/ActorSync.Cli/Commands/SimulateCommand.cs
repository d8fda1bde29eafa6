using System.Globalization;
using ActorSync.Cli.Output;
using ActorSync.Core.Dialects;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Simulation;
using ActorSync.Simulation.Stories;

namespace ActorSync.Cli.Commands;

/// <summary>Lets whole runs happen on a virtual clock against a simulated target, with everything going wrong that can.</summary>
internal sealed class SimulateCommand(CliEnvironment environment) : ActorSyncCommand<SimulateSettings>(environment, "simulate")
{
    private const int PeopleOfSource = 50;
    private const int SeedsAtOnce = 64;

    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, SimulateSettings settings, CancellationToken stop)
    {
        var given = StoryOf(settings);
        var roster = settings.Source.Length == 0 ? null : await RosterOfAsync(session, settings, stop);
        Story Tell(StorySettings story) => roster is null ? Story.Invent(story) : Story.Of(story with { People = story.People ?? Math.Min(PeopleOfSource, roster.Employees.Count) }, roster, TargetDialects.Find(roster.Options.Target.Dialect.ToString())!);

        var (result, number, steps, checks) = Simulate(given, settings, Tell, stop);
        if (settings.Events is { } events)
        {
            await File.WriteAllLinesAsync(Path.GetFullPath(events, session.Environment.WorkingDirectory), result.Lines, stop);
        }

        var shortest = result.Broken is null ? null : Shrinker.Shrink(result, story =>
        {
            stop.ThrowIfCancellationRequested(); // Shrinking takes a hundred stories.
            return Simulator.Run(Tell(story));
        });

        var report = new SimulationReport(result, number, steps, checks, shortest is null ? null : Simulator.Run(Tell(shortest.Settings), keepsLines: true), GivenBy(settings));
        if (session.WritesJson)
        {
            session.WriteJson(report.WriteJson);
        }
        else
        {
            report.Write(session.Out);
        }

        return result.Broken is null ? ExitCode.Done : ExitCode.Failed;
    }

    // Some at a time, as many cores as there are; of several that break an invariant the first counts, so that the answer is always the same.
    private static (SimulationResult Last, int Number, long Steps, long Checks) Simulate(StorySettings given, SimulateSettings settings, Func<StorySettings, Story> tell, CancellationToken stop)
    {
        var (steps, checks, number) = (0L, 0L, 0);
        while (true)
        {
            var results = new SimulationResult[Math.Min(settings.Seeds - number, SeedsAtOnce)];
            Parallel.For(0, results.Length, new ParallelOptions { CancellationToken = stop }, index =>
                results[index] = Simulator.Run(tell(given with { Seed = given.Seed + (ulong)(number + index) }), keepsLines: settings.Events is not null));
            foreach (var result in results)
            {
                (steps, checks, number) = (steps + result.Steps, checks + result.Checks.Values.Sum(), number + 1);
                if (result.Broken is not null || number == settings.Seeds)
                {
                    return (result, number, steps, checks);
                }
            }
        }
    }

    private static StorySettings StoryOf(SimulateSettings settings)
    {
        Positive("--seeds", settings.Seeds);
        Positive("--people", settings.People);
        Positive("--runs", settings.Runs);
        Positive("--window", settings.Window);
        if (settings.Source.Length == 0 && settings.People > InventedRosters.MostPeople)
        {
            throw new CommandFailure(ExitCode.Usage, "usage", string.Create(CultureInfo.InvariantCulture, $"--people {settings.People} is too many: without --source at most {InventedRosters.MostPeople} are invented."));
        }

        if (settings.Dialect is { } dialect && TargetDialects.Find(dialect) is null)
        {
            throw new CommandFailure(ExitCode.Usage, "usage", $"--dialect {dialect} is not known: say guide or genesys.");
        }

        return new StorySettings(settings.Seed)
        {
            Faults = settings.Faults is { } faults ? FaultNames.Read(faults) ?? throw new CommandFailure(ExitCode.Usage, "usage", $"--faults {faults} is not known: say all, none, or some of {string.Join(", ", FaultNames.All)}.") : null,
            People = settings.People,
            Runs = settings.Runs,
            Window = settings.Window,
            Dialect = settings.Dialect,
        };
    }

    private static string[] GivenBy(SimulateSettings settings) =>
    [
        .. settings.Source.SelectMany(source => new[] { "--source", source }),
        .. settings.Config is { } configuration ? new[] { "--config", configuration } : [],
        .. settings.Set.SelectMany(key => new[] { "--set", key }),
    ];

    private static void Positive(string option, int? value)
    {
        if (value < 1)
        {
            throw new CommandFailure(ExitCode.Usage, "usage", string.Create(CultureInfo.InvariantCulture, $"{option} {value} is too few: say 1 or more."));
        }
    }

    private static async Task<GivenRoster> RosterOfAsync(CommandSession session, SimulateSettings settings, CancellationToken stop)
    {
        var loaded = session.LoadConfiguration(talksToTarget: false);
        var sources = SourceFiles.Open(session.Environment, settings.Source, session.CommandPath);
        var options = loaded.Options;
        if (settings.Dialect is { } dialect)
        {
            options = options with { Target = options.Target with { Dialect = Enum.Parse<TargetDialect>(dialect, ignoreCase: true) } }; // Levels and gates are read by it.
        }

        var reading = await RosterFiles.ReadAsync(sources.Inputs(), options, options.Taxonomy, stop);
        if (!reading.Holds.IsEmpty || reading.People.Count == 0)
        {
            throw new CommandFailure(ExitCode.Held, "file-held", $"The source cannot be simulated: {(reading.Holds is [var hold, ..] ? hold.Message : "nobody of it was accepted.")} `actorsync validate --source {settings.Source[0]}` tells all findings.");
        }

        return new GivenRoster(options, reading);
    }
}
