using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Tests.Time;

public sealed class SeededRandomTests
{
    // The first numbers of SplitMix64 with the seed 1234567, as its authors' reference implementation gives them.
    [Fact]
    public void It_gives_the_numbers_of_the_published_algorithm()
    {
        var random = new SeededRandom(1234567);

        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL], Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Fact]
    public void Whatever_is_asked_for_lies_in_its_bounds_and_reaches_them()
    {
        var random = new SeededRandom(9);
        var numbers = Enumerable.Range(0, 1_000).Select(_ => random.Between(3, 5)).ToHashSet();

        Assert.Equal([3, 4, 5], numbers.Order());
        Assert.False(random.Hits(0));
        Assert.True(random.Hits(100));
    }
}
