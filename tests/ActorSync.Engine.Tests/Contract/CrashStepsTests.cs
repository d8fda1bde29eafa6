using System.Collections.Concurrent;
using System.Globalization;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A process that dies at each step of a run in turn, and another one that goes on with what it has left.</summary>
/// <remarks><c>tests/soak/crash-steps.sh</c> does the same with 50 people.</remarks>
public sealed class CrashStepsTests(ITestOutputHelper output)
{
    private const int AtOnce = 4;

    private static readonly int People = int.Parse(Environment.GetEnvironmentVariable("ACTORSYNC_CRASH_PEOPLE") ?? "2", CultureInfo.InvariantCulture);

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_whose_process_dies_at_any_step_ends_as_one_that_nothing_happens_to_and_writes_nothing_twice(TargetDialect dialect)
    {
        var living = new MortalProcess();
        await using var world = await CrashedRun.StartAsync(dialect, People);
        var expected = await new CrashedRun(world, People).EndAsync(living);

        Assert.Equal(Enum.GetValues<ProcessStep>(), living.Reached.Select(reached => reached.Step).Distinct().Order());

        var wrong = new ConcurrentBag<string>();
        var deaths = new ConcurrentBag<(ReachedStep At, int WritesUnderWay)>();
        await Parallel.ForEachAsync(OccurrencesOf(living), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (death, _) =>
        {
            await using var world = await CrashedRun.StartAsync(dialect, People);
            var (process, crashed) = (new MortalProcess(death.Step, death.Number), new CrashedRun(world, People));
            var outcome = await crashed.EndAsync(process);
            if (process.Died.IsCompleted)
            {
                deaths.Add((process.Reached[^1], crashed.Found.Count));
            }

            foreach (var flaw in crashed.Flaws.Concat(expected.DifferencesOf(outcome, crashed.Found)))
            {
                wrong.Add($"{death.Step} {death.Number}{(process.Died.IsCompleted ? $", of {process.Reached[^1].What}" : ", which it never came to")}: {flaw}");
            }
        });

        foreach (var kind in deaths.CountBy(death => death.At).OrderBy(kind => kind.Key.Step).ThenBy(kind => kind.Key.What, StringComparer.Ordinal))
        {
            output.WriteLine($"{kind.Value} deaths {kind.Key.Step} of {kind.Key.What}");
        }

        var underWay = deaths.Where(death => death.WritesUnderWay > 0).ToList();
        output.WriteLine(
            $"{deaths.Count} deaths at {living.Reached.Count} steps, {underWay.Count} of them with up to {underWay.Select(death => death.WritesUnderWay).DefaultIfEmpty().Max()} writes under way; {wrong.Count} flaws");
        Assert.True(wrong.IsEmpty, $"{wrong.Count} flaws:\n{string.Join('\n', wrong.Take(10))}");
    }

    private static IEnumerable<(ProcessStep Step, int Number)> OccurrencesOf(MortalProcess process) =>
        process.Reached.CountBy(reached => reached.Step).SelectMany(step => Enumerable.Range(1, step.Value).Select(number => (step.Key, number)));
}
