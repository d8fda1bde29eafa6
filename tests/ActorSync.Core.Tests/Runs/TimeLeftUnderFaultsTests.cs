namespace ActorSync.Core.Tests.Runs;

/// <summary>How truly the end is foretold of a run whose requests fail in passing: retries, looks at writes in doubt and the last of these waits included.</summary>
public sealed class TimeLeftUnderFaultsTests
{
    private static readonly int Seeds = Cases.Repeated(40);
    private const int PerMinute = 1_200;
    private const double Journal = 0.1;

    [Theory]
    [InlineData(1_500, 0.1, 2)] // With fewer people chance alone is more at times.
    [InlineData(6_000, 0.1, 0)]
    [InlineData(6_000, 0.25, 0)]
    public void From_a_tenth_of_the_people_on_the_end_is_foretold_at_most_15_percent_too_early(int people, double share, int exceptions)
    {
        var worst = Enumerable.Range(0, Seeds).Select(seed => FaultyRun.Go(seed, people, share, PerMinute, Journal).Where(look => look.Done >= 0.1).Min(look => look.Off)).Order().ToList();

        Assert.True(worst[exceptions] >= -0.15, $"{worst[exceptions]:P1} off; the worst of all seeds is {worst[0]:P1} off.");
    }

    [Theory]
    [InlineData(300, 0.1)]
    [InlineData(1_500, 0.25)]
    public void Of_short_runs_and_many_faults_the_end_is_foretold_right_on_average(int people, double share)
    {
        var early = Enumerable.Range(0, Seeds).Select(seed => FaultyRun.Go(seed, people, share, PerMinute, Journal).First(look => look.Done >= 0.5).Off).ToList();

        Assert.InRange(early.Average(), -0.1, 0.1);
    }

    [Fact]
    public void Where_nothing_fails_the_end_is_foretold_to_the_second()
    {
        foreach (var (done, off) in FaultyRun.Go(seed: 0, people: 1_500, share: 0, PerMinute, Journal))
        {
            Assert.True(Math.Abs(off) <= 1.5 / 75, $"{off:P1} off with {done:P0} done.");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void Those_who_wait_for_the_journal_are_not_put_down_to_one_early_doubt(double journal)
    {
        const int People = 1_500;
        const double Seconds = People * 60.0 / PerMinute;

        var looks = FaultyRun.Go(seed: 0, People, share: 0, PerMinute, journal, failing: 20);

        Assert.All(looks, look => Assert.InRange(look.Off * Seconds, -journal - 2, 10)); // At first it counts for more than one of twenty requests.
        Assert.All(looks.Where(look => look.Done >= 0.5), look => Assert.InRange(look.Off * Seconds, -journal - 2, 2));
    }
}
