using ActorSync.Sandbox.Limits;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Sandbox.Tests.Limits;

public sealed class ChangedLimitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(WindowKind.Fixed)]
    [InlineData(WindowKind.Sliding)]
    [InlineData(WindowKind.Aligned)]
    public void What_passed_before_a_limit_fell_still_counts_and_what_it_was_raised_by_is_there_at_once(WindowKind kind)
    {
        var window = NewWindow(kind, 5);
        for (var request = 0; request < 4; request++)
        {
            window.Take(TimeSpan.FromSeconds(request));
        }

        window.Change(2, Minute, TimeSpan.FromSeconds(10));
        var lowered = window.WaitAt(TimeSpan.FromSeconds(10));
        window.Change(6, Minute, TimeSpan.FromSeconds(20));

        Assert.True(lowered > TimeSpan.Zero);
        Assert.Equal(4, window.TakenAt(TimeSpan.FromSeconds(20)));
        window.Take(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.Zero, window.WaitAt(TimeSpan.FromSeconds(20)));
        window.Take(TimeSpan.FromSeconds(20));
        Assert.True(window.WaitAt(TimeSpan.FromSeconds(20)) > TimeSpan.Zero);
    }

    [Fact]
    public void A_sliding_window_that_was_lowered_waits_until_enough_places_came_back()
    {
        var window = new SlidingWindow(4, Minute);
        for (var request = 0; request < 4; request++)
        {
            window.Take(TimeSpan.FromSeconds(request));
        }

        window.Change(2, Minute, TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(62 - 10), window.WaitAt(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_fixed_window_that_has_closed_is_not_opened_again_by_a_longer_one()
    {
        var window = new FixedWindow(1, Minute);
        window.Take(TimeSpan.Zero);

        window.Change(1, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(90));

        Assert.Equal(TimeSpan.Zero, window.WaitAt(TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public void A_sliding_window_agrees_with_counting_whatever_its_limit_becomes() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Arb.From(Gen.Choose(0, 40).ArrayOf(90)), Arb.From(Gen.Choose(1, 7).ArrayOf(90)), (gaps, limits) =>
        {
            var length = TimeSpan.FromMilliseconds(70);
            var window = new SlidingWindow(limits.FirstOrDefault(3), length);
            var passed = new List<TimeSpan>();
            var now = TimeSpan.Zero;
            for (var step = 0; step < Math.Min(gaps.Length, limits.Length); step++)
            {
                now += TimeSpan.FromMilliseconds(gaps[step]);
                if (step % 9 == 8)
                {
                    window.Change(limits[step], length, now);
                }

                var taken = passed.Count(at => at > now - length);
                if (window.TakenAt(now) != taken || window.WaitAt(now) == TimeSpan.Zero != taken < window.Allowed)
                {
                    return false;
                }

                if (taken < window.Allowed)
                {
                    window.Take(now);
                    passed.Add(now);
                }
            }

            return true;
        }));

    private static IRequestWindow NewWindow(WindowKind kind, int allowed) => kind switch
    {
        WindowKind.Fixed => new FixedWindow(allowed, Minute),
        WindowKind.Sliding => new SlidingWindow(allowed, Minute),
        _ => new AlignedWindow(allowed, Minute, TimeSpan.Zero),
    };
}
