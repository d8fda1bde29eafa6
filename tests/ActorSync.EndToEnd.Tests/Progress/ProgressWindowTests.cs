using ActorSync.Cli.Progress;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Progress;

public sealed class ProgressWindowTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    [Theory]
    [InlineData(10, 17)] // One at once, and one each 0.6 s.
    [InlineData(1, 2)]
    [InlineData(60, 101)]
    public void An_even_pace_at_the_limit_shows_as_the_limit(int seconds, int sent)
    {
        var window = new ProgressWindow();
        window.Add(Picture(0, allowed: 100), Noon);

        Assert.Equal(100, window.Add(Picture(sent, allowed: 100), Noon + Duration.FromSeconds(seconds)).RequestsPerMinute);
    }

    [Fact]
    public void What_is_caught_up_after_a_pause_does_not_show_as_more_than_the_limit()
    {
        var window = new ProgressWindow();
        var shown = new List<long>();
        var sent = 0.0;
        for (var second = 0; second <= 150; second++)
        {
            shown.Add(window.Add(Picture((long)sent, allowed: 100), Noon + Duration.FromSeconds(second)).RequestsPerMinute ?? 0);
            sent += second is >= 80 and < 100 ? 0 : second is >= 100 and < 103 ? 200 / 60.0 : 100 / 60.0; // Twice the pace for a twentieth of a minute; later the target's window itself holds the pace back.
        }

        Assert.InRange(shown.Max(), 95, 100);
    }

    [Fact]
    public void A_limit_that_falls_is_not_held_against_what_was_sent_before()
    {
        var window = new ProgressWindow();
        window.Add(Picture(0, allowed: 300), Noon);
        window.Add(Picture(150, allowed: 300), Noon + Duration.FromSeconds(30));

        var atOnce = window.Add(Picture(151, allowed: 100), Noon + Duration.FromSeconds(31));

        Assert.Null(atOnce.RequestsPerMinute);
        Assert.Equal(100, window.Add(Picture(251, allowed: 100), Noon + Duration.FromSeconds(91)).RequestsPerMinute);
    }

    [Fact]
    public void However_seldom_it_is_looked_a_limit_that_fell_between_two_looks_is_not_exceeded()
    {
        var window = new ProgressWindow();
        window.Add(Picture(0, allowed: 300), Noon);
        window.Add(Picture(50, allowed: 300), Noon + Duration.FromSeconds(10));

        Assert.Null(window.Add(Picture(86, allowed: 60), Noon + Duration.FromSeconds(20)).RequestsPerMinute);
        Assert.Equal(60, window.Add(Picture(96, allowed: 60), Noon + Duration.FromSeconds(30)).RequestsPerMinute);
    }

    [Fact]
    public void What_is_caught_up_just_after_a_limit_fell_does_not_show_as_more_than_it()
    {
        var window = new ProgressWindow();
        window.Add(Picture(0, allowed: 300), Noon);
        window.Add(Picture(50, allowed: 100), Noon + Duration.FromSeconds(10));

        Assert.Equal(100, window.Add(Picture(59, allowed: 100), Noon + Duration.FromSeconds(13)).RequestsPerMinute); // Twice the pace for a twentieth of a minute, and one at once.
    }

    [Fact]
    public void A_target_that_is_sent_more_than_allowed_shows_it()
    {
        var window = new ProgressWindow();
        window.Add(Picture(0, allowed: 100), Noon);

        Assert.Equal(144, window.Add(Picture(150, allowed: 100), Noon + Duration.FromMinutes(1)).RequestsPerMinute);
    }

    [Fact]
    public void A_limit_that_is_found_where_none_was_known_is_not_held_against_what_was_sent_before()
    {
        var window = new ProgressWindow();
        window.Add(Picture(0, allowed: null), Noon);
        window.Add(Picture(300, allowed: null), Noon + Duration.FromSeconds(30));

        Assert.Null(window.Add(Picture(301, allowed: 100), Noon + Duration.FromSeconds(31)).RequestsPerMinute);
        Assert.Equal(60, window.Add(Picture(302, allowed: 100), Noon + Duration.FromSeconds(32)).RequestsPerMinute);
    }

    [Fact]
    public void Those_who_wait_for_a_look_at_a_write_in_doubt_put_the_end_off()
    {
        var window = new ProgressWindow();
        var left = Duration.Zero;
        for (var second = 0; second <= 60; second++)
        {
            var picture = Picture(second, allowed: 60);
            picture = picture with { RequestsToCome = 120 - second, BetweenTries = 6, Requests = picture.Requests with { Ambiguous = second } };
            left = window.Add(picture, Noon + Duration.FromSeconds(second)).Left!.Value;
        }

        Assert.InRange(left.TotalSeconds, 60 + 10, 60 + 12); // Six wait at any time, and each second brings a doubt: each lasts 6 s, the last about twice that.
    }

    private static RunProgress Picture(long writes, double? allowed) =>
        new(RunPhase.Converging, 1, 1_000, RequestCounts.None with { Writes = writes }, 1, null, null) { AllowedPerMinute = allowed };
}
