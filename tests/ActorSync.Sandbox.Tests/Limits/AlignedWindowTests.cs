using ActorSync.Sandbox.Limits;

namespace ActorSync.Sandbox.Tests.Limits;

public sealed class AlignedWindowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Windows_begin_at_the_multiples_of_their_length_since_the_epoch_whenever_the_first_request_comes()
    {
        var window = new AlignedWindow(2, Minute, TimeSpan.FromSeconds(600 + 50));

        window.Take(TimeSpan.FromSeconds(3));
        window.Take(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.FromSeconds(6), window.WaitAt(TimeSpan.FromSeconds(4)));
        Assert.Equal(TimeSpan.FromTicks(1), window.WaitAt(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1)));
        Assert.Equal(TimeSpan.Zero, window.WaitAt(TimeSpan.FromSeconds(10)));
        Assert.Equal(0, window.TakenAt(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_length_that_changes_aligns_the_running_window_anew_and_keeps_its_count()
    {
        var window = new AlignedWindow(1, Minute, TimeSpan.FromSeconds(600));
        window.Take(TimeSpan.FromSeconds(5));

        window.Change(1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(20), window.WaitAt(TimeSpan.FromSeconds(10)));
    }
}
