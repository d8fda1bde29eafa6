using System.Collections.Concurrent;
using System.Globalization;
using ActorSync.Core.Tests.Architecture;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Stories;

namespace ActorSync.Simulation.Tests;

/// <summary>Thousands of disasters. <c>ACTORSYNC_SEEDS</c> and <c>ACTORSYNC_FIRST_SEED</c> ask for more of them, or others.</summary>
public sealed class DisasterTests
{
    private const int Seeds = 2_000;

    [Fact]
    public void Whatever_goes_wrong_no_invariant_breaks_every_run_ends_and_every_end_is_right()
    {
        var (first, count) = (Given("ACTORSYNC_FIRST_SEED", 1), Given("ACTORSYNC_SEEDS", Seeds));
        var broken = new ConcurrentQueue<SimulationResult>();
        var checks = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        long steps = 0;
        Parallel.For((long)first, (long)(first + count), (seed, loop) =>
        {
            var result = Simulator.Run(Story.Invent(new StorySettings((ulong)seed)));
            Interlocked.Add(ref steps, result.Steps);
            foreach (var (rule, looks) in result.Checks)
            {
                checks.AddOrUpdate(rule, looks, (_, before) => before + looks);
            }

            if (result.Broken is not null)
            {
                broken.Enqueue(result);
                loop.Stop();
            }
        });

        Assert.True(broken.IsEmpty, string.Join('\n', broken.Select(Told)));
        TestContext.Current.SendDiagnosticMessage($"{count} seeds from {first}: {steps} steps, {string.Join(", ", checks)}");
        Assert.Equal(Rules.All.Order(), checks.Keys.Order()); // Whatever is never looked at holds for nothing.
    }

    [Fact]
    public void Every_rule_has_a_planted_bug_that_breaks_it_and_every_bug_its_place()
    {
        var bugs = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "soak", "planted-bugs.tsv")).Select(line => line.Split('\t')).ToList();

        Assert.All(bugs, bug => Assert.Equal(5, bug.Length));
        Assert.All(bugs, bug => Assert.Equal(2, File.ReadAllText(Path.Combine(Repository.Root, bug[1])).Split(bug[2].Replace("\\n", "\n", StringComparison.Ordinal)).Length));
        Assert.All(bugs, bug => Assert.Subset(Rules.All.ToHashSet(), bug[4].Split(',').ToHashSet()));
        Assert.Empty(Rules.All.Except(bugs.SelectMany(bug => bug[4].Split(','))));
    }

    private static ulong Given(string variable, ulong otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string Told(SimulationResult result)
    {
        var shortest = Shrinker.Shrink(result, settings => Simulator.Run(Story.Invent(settings)));
        var story = shortest.Settings;
        return $"seed {result.Settings.Seed} breaks {result.What}\nagain, as short as it gets: actorsync simulate --seed {story.Seed} --dialect {story.Dialect} "
            + $"--people {story.People} --runs {story.Runs} --window {story.Window} --faults {FaultNames.Write(story.Faults!.Value)}\n{shortest.What}";
    }
}
