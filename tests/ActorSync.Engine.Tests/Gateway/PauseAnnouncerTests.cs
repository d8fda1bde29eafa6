using ActorSync.Engine.Gateway;
using Akka.Event;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class PauseAnnouncerTests
{
    [Fact]
    public void A_pause_that_grows_little_by_little_is_announced_again_once_that_adds_up_to_something()
    {
        var clock = new GatewayClock(new FakeTimeProvider());
        var pauses = new PauseAnnouncer(new EventStream(debug: false), clock);

        Assert.True(pauses.Note("t1", TimeSpan.FromSeconds(10), "429"));
        Assert.False(pauses.Note("t1", TimeSpan.FromSeconds(10.9), "429"));
        Assert.Equal(clock.At(TimeSpan.FromSeconds(10)), Assert.Single(pauses.Current).Until);

        Assert.False(pauses.Note("t1", TimeSpan.FromSeconds(11.8), "429"));
        Assert.Equal(clock.At(TimeSpan.FromSeconds(11.8)), Assert.Single(pauses.Current).Until);
    }

    [Fact]
    public void What_is_kept_for_the_next_process_allows_for_growth_that_nobody_was_told_and_does_so_once()
    {
        var clock = new GatewayClock(new FakeTimeProvider());
        var pauses = new PauseAnnouncer(new EventStream(debug: false), clock);

        pauses.Note("t1", TimeSpan.FromSeconds(10), "429");
        pauses.Note("t1", TimeSpan.FromSeconds(10.9), "429");
        pauses.Note("t2", TimeSpan.FromSeconds(20), "429", isRestored: true);

        Assert.Equal([clock.At(TimeSpan.FromSeconds(11)), clock.At(TimeSpan.FromSeconds(20))], pauses.Current.Select(pause => pause.AtMost));
    }
}
