using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class RunIdsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 27, 7, 30) + Duration.FromMilliseconds(123);

    [Fact]
    public void A_run_goes_by_the_instant_at_which_it_began() =>
        Assert.Equal("20261127T073000123Z", RunIds.Next(RunHistory.Empty, Now).Value);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_000_000_000)]
    public void However_far_the_clock_is_set_back_a_later_run_comes_after_the_earlier_one(int seconds)
    {
        var history = RunHistory.Empty;
        for (var run = 0; run < 3; run++)
        {
            var next = RunIds.Next(history, Now - Duration.FromSeconds(run * (long)seconds));
            Assert.True(history.Latest is not { } latest || next.CompareTo(latest.Id) > 0);
            history = history
                .Evolve(new RunEvent.Opened(next, "run", new SourceName("hris"), [], "hash", string.Empty, string.Empty, Now))
                .Evolve(new RunEvent.Closed(next, RunStatus.Converged, false, "{}", Now));
        }
    }
}
