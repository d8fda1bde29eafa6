using ActorSync.Benchmarks.Pacing;
using ActorSync.Core.Pacing;
using ActorSync.Sandbox.Limits;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Pacing;

/// <summary>What a budget without a pace of its own learns from a target that refuses, against the sandbox's windows in virtual time.</summary>
public sealed class UnpacedLimitTests
{
    private const int Limit = 300;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Arbitrary<(int Limit, int Seed)> Targets = (
        from limit in Gen.Choose(1, 1_000)
        from seed in Gen.Choose(1, 1_000_000)
        select (limit, seed)).ToArbitrary();

    [Theory]
    [InlineData("fixed", true)]
    [InlineData("fixed", false)]
    [InlineData("sliding", true)]
    [InlineData("sliding", false)]
    [InlineData("aligned", true)]
    [InlineData("aligned", false)]
    public void From_the_second_window_on_one_of_a_hundred_is_refused_at_most_and_95_of_a_hundred_are_used(string kind, bool namesLimit)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var simulation = Simulate(Window(kind, Limit), seed, namesLimit);
            var from = kind == "aligned" ? Minute * 2 : Minute; // The first aligned window is a shorter one.

            simulation.RunUntil(Minute * 15);

            Assert.InRange(Used(simulation, from, simulation.Now, Limit), 0.95, 1.1);
            Assert.InRange(RefusedShare(simulation, from, simulation.Now), 0, 0.01);
        }
    }

    [Fact]
    public void Nothing_leaves_in_a_pause_and_no_burst_after_one_that_named_a_limit() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(Targets, target =>
        {
            var simulation = Simulate(Window("sliding", target.Limit), target.Seed, namesLimit: true);
            simulation.RunUntil(Minute * 4);

            var taught = simulation.Pauses.FirstOrDefault(pause => pause.Until - pause.From > FirstLesson.LeastWait + PacingRules.PauseMargin).From;
            var burst = 5 + (target.Limit / Allowance.CatchUpShare);
            var sends = simulation.Sends.Select(send => send.SentAt).Order().ToList();
            var paced = taught == default ? [] : sends.Where(at => at > taught).ToList();
            return simulation.Pauses.All(pause => !sends.Exists(at => at > pause.From && at < pause.Until))
                && paced.Zip(paced.Skip(burst), (first, last) => last - first).All(apart => apart >= TimeSpan.FromSeconds(1));
        }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_raised_limit_is_found_within_two_minutes_and_without_a_burst(bool namesLimit)
    {
        for (var seed = 1; seed <= 2; seed++)
        {
            foreach (var raised in new[] { 400, 3_000 })
            {
                var window = Window("sliding", Limit);
                var simulation = Simulate(window, seed, namesLimit);
                simulation.RunUntil(Minute * (5 + new Random(seed).NextDouble()));
                var at = simulation.Now;
                window.Change(raised, Minute, at);
                simulation.RunUntil(at + (Minute * 12));

                Assert.InRange(Used(simulation, at + (Minute * 2), simulation.Now, raised), 0.9, 1.01);
                Assert.InRange(RefusedShare(simulation, at, simulation.Now), 0, 0.01);
            }
        }
    }

    [Fact]
    public void Once_the_limit_is_gone_so_is_the_pace()
    {
        var window = Window("sliding", Limit);
        var simulation = Simulate(window, seed: 1, namesLimit: true);
        simulation.RunUntil(Minute * 5);
        window.Change(1_000_000, Minute, simulation.Now);
        var raised = simulation.Now;

        simulation.RunUntil(Minute * 7);
        var before = simulation.Sends.Count;
        simulation.RunUntil(simulation.Now + TimeSpan.FromSeconds(10));

        Assert.Null(simulation.AllowedPerMinute);
        Assert.Equal(0, RefusedShare(simulation, raised, simulation.Now));
        Assert.InRange(simulation.Sends.Count - before, 5_000, 20_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lowered_limit_is_kept_after_a_few_refusals(bool namesLimit)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var window = Window("sliding", Limit);
            var simulation = Simulate(window, seed, namesLimit);
            simulation.RunUntil(Minute * (5 + new Random(seed).NextDouble()));
            var at = simulation.Now;
            window.Change(100, Minute, at);

            simulation.RunUntil(at + (Minute * 12));

            Assert.InRange(Used(simulation, at + (Minute * 2), simulation.Now, 100), 0.95, 1.01);
            Assert.InRange(simulation.Sends.Count(send => send.IsRefused && send.ArrivedAt >= at), 1, 18);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_another_client_leaves_is_used(bool namesLimit)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var simulation = Simulate(new OtherClientWindow(Window("sliding", Limit), 0.3, TimeSpan.Zero), seed, namesLimit);

            simulation.RunUntil(Minute * 20);

            Assert.InRange(Used(simulation, Minute * 2, Minute * 20, 210), 0.95, 1.1);
            Assert.InRange(RefusedShare(simulation, Minute * 2, Minute * 20), 0, 0.01);
        }
    }

    [Theory]
    [InlineData(0.15)]
    [InlineData(0.01)]
    public void Refusals_out_of_nothing_that_ask_for_a_second_slow_nothing_down_beyond_their_waits(double share)
    {
        var strays = new StrayRefusals(Window("sliding", 1_000_000), new Random(1)) { Share = share };
        var simulation = Simulate(strays, seed: 1, namesLimit: false);

        simulation.RunUntil(Minute * 5);

        Assert.Null(simulation.AllowedPerMinute);
        Assert.InRange(simulation.Sends.Count(send => !send.IsRefused) / 5, 2_000, int.MaxValue);
    }

    [Fact]
    public void A_target_that_never_refuses_is_sent_whatever_may_be_under_way_at_once()
    {
        var simulation = Simulate(Window("sliding", 1_000_000), seed: 1, namesLimit: true);

        simulation.RunUntil(Minute);

        Assert.Null(simulation.AllowedPerMinute);
        Assert.InRange(simulation.Sends.Count, 35_000, 60_000);
    }

    private static PacingSimulation Simulate(IRequestWindow window, int seed, bool namesLimit) => new(PacingRules.PerMinute(0), [window], seed) { NamesLimit = namesLimit };

    private static double RefusedShare(PacingSimulation simulation, TimeSpan from, TimeSpan to)
    {
        var sends = simulation.Sends.Where(send => send.ArrivedAt >= from && send.ArrivedAt < to).ToList();
        return sends.Count(send => send.IsRefused) / (double)sends.Count;
    }

    private static double Used(PacingSimulation simulation, TimeSpan from, TimeSpan to, int perMinute) =>
        simulation.Sends.Count(send => !send.IsRefused && send.ArrivedAt >= from && send.ArrivedAt < to) / (perMinute * (to - from).TotalMinutes);

    private static IRequestWindow Window(string kind, int limit) => kind switch
    {
        "fixed" => new FixedWindow(limit, Minute),
        "sliding" => new SlidingWindow(limit, Minute),
        _ => new AlignedWindow(limit, Minute, TimeSpan.FromSeconds(13.3)),
    };
}
