using ActorSync.Core.Gateway;
using NodaTime;

namespace ActorSync.Core.Tests.Gateway;

public sealed class PauseAnnouncerTests
{
    private static readonly Moment Start = new(TimeSpan.Zero, Instant.FromUtc(2026, 3, 1, 12, 0));

    private readonly PauseAnnouncer _pauses = new(new GatewayStage());

    [Fact]
    public void A_pause_that_grows_little_by_little_is_announced_again_once_that_adds_up_to_something()
    {
        Assert.True(_pauses.Note("t1", TimeSpan.FromSeconds(10), "429", Start));
        Assert.False(_pauses.Note("t1", TimeSpan.FromSeconds(10.9), "429", Start));
        Assert.Equal(Start.At(TimeSpan.FromSeconds(10)), Assert.Single(_pauses.Current).Until);

        Assert.False(_pauses.Note("t1", TimeSpan.FromSeconds(11.8), "429", Start));
        Assert.Equal(Start.At(TimeSpan.FromSeconds(11.8)), Assert.Single(_pauses.Current).Until);
    }

    [Fact]
    public void What_is_kept_for_the_next_process_allows_for_growth_that_nobody_was_told_and_does_so_once()
    {
        _pauses.Note("t1", TimeSpan.FromSeconds(10), "429", Start);
        _pauses.Note("t1", TimeSpan.FromSeconds(10.9), "429", Start);
        _pauses.Note("t2", TimeSpan.FromSeconds(20), "429", Start, isRestored: true);

        Assert.Equal([Start.At(TimeSpan.FromSeconds(11)), Start.At(TimeSpan.FromSeconds(20))], _pauses.Current.Select(pause => pause.AtMost));
    }
}
