using ActorSync.Simulation.Stories;

namespace ActorSync.Simulation.Tests;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1_000_003)]
    [InlineData(77_777)]
    public void The_same_seed_gives_the_same_events_byte_for_byte(ulong seed)
    {
        var settings = new StorySettings(seed) { Faults = FaultKind.All };

        var one = Simulator.Run(Story.Invent(settings), keepsLines: true);
        var other = Simulator.Run(Story.Invent(settings), keepsLines: true);

        Assert.Equal(one.Lines, other.Lines);
        Assert.Equal(one.Hash, other.Hash);
        Assert.NotEmpty(one.Lines);
    }

    [Fact]
    public void Keeping_the_lines_changes_nothing()
    {
        var story = new StorySettings(5);

        Assert.Equal(Simulator.Run(Story.Invent(story)).Hash, Simulator.Run(Story.Invent(story), keepsLines: true).Hash);
    }

    [Fact]
    public void Another_seed_gives_other_events()
    {
        var hashes = Enumerable.Range(1, 20).Select(seed => Simulator.Run(Story.Invent(new StorySettings((ulong)seed))).Hash).ToList();

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void What_a_story_is_made_from_makes_the_same_story_when_it_is_all_given()
    {
        var first = Simulator.Run(Story.Invent(new StorySettings(11)));

        Assert.Equal(first.Hash, Simulator.Run(Story.Invent(first.Settings)).Hash);
    }
}
