using ActorSync.Sandbox.Limits;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Sandbox.Tests.Limits;

public sealed class RequestWindowTests
{
    private const int Allowed = 3;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_fixed_window_opens_with_the_first_request_and_gives_everything_back_at_its_end()
    {
        var window = new FixedWindow(Allowed, Length);

        Assert.Equal([true, true, true, false], Enter(window, [5, 6, 7, 8]));
        Assert.Equal(TimeSpan.FromSeconds(7), window.WaitAt(TimeSpan.FromSeconds(8)));
        Assert.Equal([true, true, true, false], Enter(window, [15, 15, 15, 15]));
    }

    [Fact]
    public void A_sliding_window_gives_one_place_back_at_a_time()
    {
        var window = new SlidingWindow(Allowed, Length);

        Assert.Equal([true, true, true, false], Enter(window, [5, 6, 7, 8]));
        Assert.Equal(TimeSpan.FromSeconds(7), window.WaitAt(TimeSpan.FromSeconds(8)));
        Assert.Equal([true, false], Enter(window, [15, 15]));
        Assert.Equal([true, false], Enter(window, [16, 16]));
    }

    [Fact]
    public void A_sliding_window_never_lets_more_than_the_allowance_pass_in_any_span_and_refuses_only_then() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Scenarios(), scenario =>
        {
            var (allowed, length, instants) = scenario;
            var window = new SlidingWindow(allowed, length);
            var passed = new List<TimeSpan>();
            foreach (var now in instants)
            {
                var inSpan = passed.Count(at => at > now - length);
                var wait = window.WaitAt(now);
                if (wait == TimeSpan.Zero != inSpan < allowed)
                {
                    return false;
                }

                if (wait == TimeSpan.Zero)
                {
                    window.Take(now);
                    passed.Add(now);
                }
                else if (passed.Count(at => at > now + wait - length) >= allowed || passed.Count(at => at > now + wait - TimeSpan.FromTicks(1) - length) < allowed)
                {
                    return false; // The wait is not the shortest one after which a request passes.
                }
            }

            return true;
        }));

    [Fact]
    public void A_fixed_window_agrees_with_counting_the_requests_of_each_window() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Scenarios(), scenario =>
        {
            var (allowed, length, instants) = scenario;
            var window = new FixedWindow(allowed, length);
            TimeSpan? opened = null;
            var count = 0;
            foreach (var now in instants)
            {
                if (opened is null || now >= opened + length)
                {
                    opened = null;
                    count = 0;
                }

                var wait = window.WaitAt(now);
                if (wait != (count < allowed ? TimeSpan.Zero : opened!.Value + length - now))
                {
                    return false;
                }

                if (wait == TimeSpan.Zero)
                {
                    window.Take(now);
                    opened ??= now;
                    count++;
                }
            }

            return true;
        }));

    [Fact]
    public void Whole_seconds_are_rounded_up_and_never_zero()
    {
        Assert.Equal(1, Limiter.WholeSeconds(TimeSpan.FromTicks(1)));
        Assert.Equal(1, Limiter.WholeSeconds(TimeSpan.FromSeconds(1)));
        Assert.Equal(2, Limiter.WholeSeconds(TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(1)));
        Assert.Equal(60, Limiter.WholeSeconds(TimeSpan.FromMilliseconds(59_001)));
    }

    private static bool[] Enter(IRequestWindow window, int[] seconds) => [.. seconds.Select(second =>
    {
        var now = TimeSpan.FromSeconds(second);
        if (window.WaitAt(now) > TimeSpan.Zero)
        {
            return false;
        }

        window.Take(now);
        return true;
    })];

    private static Arbitrary<(int Allowed, TimeSpan Length, TimeSpan[] Instants)> Scenarios()
    {
        var gaps = Gen.Choose(0, 40).ArrayOf(60);
        var scenario = from allowed in Gen.Choose(1, 7)
                       from length in Gen.Choose(1, 100)
                       from steps in gaps
                       select (allowed, TimeSpan.FromMilliseconds(length), Instants(steps));
        return Arb.From(scenario);
    }

    private static TimeSpan[] Instants(int[] gaps)
    {
        var now = TimeSpan.Zero;
        return [.. gaps.Select(gap => now += TimeSpan.FromMilliseconds(gap))];
    }
}
