using ActorSync.Sandbox.Limits;

namespace ActorSync.Sandbox.Tests.Limits;

public sealed class OtherClientWindowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0.3, 210)]
    [InlineData(0.9, 30)]
    [InlineData(0.0, 300)]
    public void The_other_client_takes_its_share_of_each_minute(double share, int left)
    {
        var window = new OtherClientWindow(new AlignedWindow(300, Minute, TimeSpan.Zero), share, TimeSpan.Zero);
        var passed = new int[10];

        // Sixty steps a second, and more asked for than is left, beside the other client's steady rate.
        for (var step = 0; step < 36_000; step++)
        {
            var now = TimeSpan.FromTicks(step * TimeSpan.TicksPerSecond / 60);
            if (passed[step / 3_600] < left && window.WaitAt(now) == TimeSpan.Zero)
            {
                window.Take(now);
                passed[step / 3_600]++;
            }
        }

        window.WaitAt((10 * Minute) - TimeSpan.FromTicks(1));
        Assert.All(passed, minute => Assert.InRange(minute, left - 1, left));
        Assert.InRange(window.OtherPassed, (10 * (300 - left)) - 10, 10 * (300 - left));
        Assert.Equal(0, window.OtherRefused);
    }

    [Fact]
    public void A_window_that_is_asked_rarely_gives_the_same_answers_as_one_that_is_asked_often()
    {
        var often = new OtherClientWindow(new SlidingWindow(50, Minute), 0.4, TimeSpan.FromSeconds(7));
        var rarely = new OtherClientWindow(new SlidingWindow(50, Minute), 0.4, TimeSpan.FromSeconds(7));

        for (var second = 0; second < 600; second++)
        {
            var now = TimeSpan.FromSeconds(second);
            often.WaitAt(now);
            if (second % 97 == 0)
            {
                Assert.Equal(often.TakenAt(now), rarely.TakenAt(now));
                often.Take(now);
                rarely.Take(now);
            }
        }

        Assert.Equal(often.TakenAt(10 * Minute), rarely.TakenAt(10 * Minute));
        Assert.Equal(often.OtherPassed, rarely.OtherPassed);
    }

    [Fact]
    public void A_refused_other_client_waits_the_seconds_that_it_is_told()
    {
        var window = new OtherClientWindow(new FixedWindow(10, Minute), 0.5, TimeSpan.Zero);
        for (var request = 0; request < 10; request++)
        {
            window.Take(TimeSpan.Zero);
        }

        window.WaitAt(TimeSpan.FromSeconds(59));
        var (passed, refused) = (window.OtherPassed, window.OtherRefused);
        window.WaitAt(TimeSpan.FromSeconds(72));

        Assert.Equal((0, 1), (passed, refused));
        Assert.Equal((1, 1), (window.OtherPassed, window.OtherRefused));
    }

    [Fact]
    public void The_other_client_slows_down_with_a_limit_that_falls()
    {
        var window = new OtherClientWindow(new FixedWindow(100, Minute), 0.3, TimeSpan.Zero);
        window.WaitAt(Minute);
        var before = window.OtherPassed;

        window.Change(10, Minute, Minute);
        window.WaitAt(2 * Minute);

        Assert.Equal((30, 3), (before, window.OtherPassed - before));
    }
}
