using System.Collections.Concurrent;
using System.Globalization;
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
        long steps = 0, checks = 0;
        Parallel.For((long)first, (long)(first + count), (seed, loop) =>
        {
            var result = Simulator.Run(Story.Invent(new StorySettings((ulong)seed)));
            Interlocked.Add(ref steps, result.Steps);
            Interlocked.Add(ref checks, result.Checks);
            if (result.Broken is not null)
            {
                broken.Enqueue(result);
                loop.Stop();
            }
        });

        Assert.True(broken.IsEmpty, string.Join('\n', broken.Select(Told)));
        TestContext.Current.SendDiagnosticMessage($"{count} seeds from {first}: {steps} steps, {checks} checks");
        Assert.True(checks > (long)count, "Next to nothing was looked at.");
    }

    [Theory]
    [InlineData(525_505, "genesys", 5, 2, 2, "lose,duplicate,server-errors,crash,disk,clock,late-reads,stops")] // A resume finds somebody as wanted whom the run had changed.
    [InlineData(906_088, "genesys", 8, 1, 5, "lose,duplicate,server-errors,crash,part-dies,disk,clock,hand-edits,late-reads,stops")] // A person gives what a write would have given that never left.
    public void A_story_that_once_broke_an_invariant_ends_right(ulong seed, string dialect, int people, int runs, int window, string faults)
    {
        var result = Simulator.Run(Story.Invent(new StorySettings(seed) { Dialect = dialect, People = people, Runs = runs, Window = window, Faults = FaultNames.Read(faults) }));

        Assert.Null(result.What);
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
