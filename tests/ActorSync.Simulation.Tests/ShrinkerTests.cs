using ActorSync.Simulation.Stories;

namespace ActorSync.Simulation.Tests;

public sealed class ShrinkerTests
{
    private static readonly StorySettings Long = new(100)
    {
        Faults = FaultKind.All,
        People = 12,
        Runs = 3,
        Window = 8,
        Dialect = "guide",
    };

    [Fact]
    public void A_story_is_shortened_to_what_it_takes()
    {
        // Breaks wherever there is a crash and two people at least.
        static SimulationResult Run(StorySettings story) =>
            story.Faults!.Value.HasFlag(FaultKind.Crash) && story.People >= 2 ? Result(story, "some-rule") : Result(story, null);

        var shortest = Shrinker.Shrink(Run(Long), Run);

        Assert.Equal((FaultKind.Crash, 2, 1, 1), (shortest.Settings.Faults, shortest.Settings.People, shortest.Settings.Runs, shortest.Settings.Window));
        Assert.Equal("some-rule", shortest.Broken);
    }

    [Fact]
    public void A_story_that_breaks_another_invariant_is_not_taken_for_it()
    {
        static SimulationResult Run(StorySettings story) => Result(story, story.People == 12 ? "some-rule" : "another");

        Assert.Equal(12, Shrinker.Shrink(Run(Long), Run).Settings.People);
    }

    [Fact]
    public void Among_further_seeds_the_one_with_the_fewest_steps_is_taken()
    {
        static SimulationResult Run(StorySettings story) => Result(story, "some-rule") with { Steps = story.Seed == 117 ? 5 : 50 };

        Assert.Equal(117UL, Shrinker.Shrink(Run(Long), Run).Settings.Seed);
    }

    private static SimulationResult Result(StorySettings story, string? broken) => new(story, string.Empty, 50, new Dictionary<string, long>(), broken, broken, []);
}
