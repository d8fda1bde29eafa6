using ActorSync.Benchmarks.Pacing;
using ActorSync.Core.Pacing;
using ActorSync.Sandbox.Limits;

namespace ActorSync.Core.Tests.Pacing;

/// <summary>The budget against the sandbox's own windows, in virtual time.</summary>
public sealed class PacedWindowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Windows => ["fixed", "sliding", "aligned"];

    [Theory]
    [MemberData(nameof(Windows))]
    public void At_a_limit_that_holds_nothing_is_refused_and_99_of_100_are_used(string kind)
    {
        for (var seed = 1; seed <= Cases.Repeated(10); seed++)
        {
            var simulation = new PacingSimulation(PacingRules.PerMinute(300), [Window(kind, 300)], seed);

            simulation.RunUntil(Minute * 20);

            Assert.DoesNotContain(simulation.Sends, send => send.IsRefused);
            Assert.InRange(Used(simulation, Minute, Minute * 20, 300), 0.99, 1);
        }
    }

    [Theory]
    [InlineData("fixed")]
    [InlineData("sliding")]
    public void A_lower_limit_is_found_at_once_a_raised_one_within_a_minute_and_few_are_refused(string kind)
    {
        for (var seed = 1; seed <= Cases.Repeated(10); seed++)
        {
            var dice = new Random(seed);
            var window = Window(kind, 300);
            var simulation = new PacingSimulation(PacingRules.PerMinute(300), [window], seed);
            simulation.RunUntil(Minute * (20 + dice.NextDouble()));
            window.Change(100, Minute, simulation.Now);
            var lowered = simulation.Now;
            simulation.RunUntil(Minute * (40 + dice.NextDouble()));
            window.Change(300, Minute, simulation.Now);
            var raised = simulation.Now;
            var foundAfter = FoundAfter(simulation);
            simulation.RunUntil(Minute * 60);

            Assert.InRange(Used(simulation, lowered + (Minute * 3), raised, 100), 0.985, 1.01);
            Assert.InRange(Used(simulation, raised + (Minute * 3), Minute * 60, 300), 0.99, 1);
            Assert.InRange(foundAfter, TimeSpan.Zero, Minute);
            Assert.InRange(simulation.Sends.Count(send => send.IsRefused) / (double)simulation.Sends.Count, 0, 0.002);
            Assert.InRange(Refused(simulation, lowered, lowered + (Minute * 2)), 1, 4);
        }
    }

    [Theory]
    [InlineData("fixed", 100, 0.9)]
    [InlineData("sliding", 100, 0.9)]
    [InlineData("fixed", 1, 0.95)]
    [InlineData("sliding", 1, 0.95)]
    [InlineData("sliding", 3, 0.85)]
    public void A_target_that_counts_by_the_minute_is_found_at_a_pace_that_is_kept_by_the_second(string kind, int limit, double leastUsed)
    {
        for (var seed = 1; seed <= Cases.Repeated(5); seed++)
        {
            var simulation = new PacingSimulation(PacingRules.PerMinute(PacingRules.PerMinuteCountedPerSecond), [Window(kind, limit)], seed);

            simulation.RunUntil(Minute * 20);

            Assert.InRange(Used(simulation, Minute * 3, Minute * 20, limit), leastUsed, 1.01);
            Assert.InRange(Refused(simulation, Minute * 3, Minute * 20), 0, 20);
        }
    }

    [Theory]
    [InlineData("fixed", 1)]
    [InlineData("fixed", 2)]
    [InlineData("sliding", 1)]
    [InlineData("sliding", 5)]
    public void Of_a_learned_limit_of_a_few_requests_a_minute_hardly_one_is_left_unused(string kind, int limit)
    {
        for (var seed = 1; seed <= Cases.Repeated(5); seed++)
        {
            var simulation = new PacingSimulation(PacingRules.PerMinute(300), [Window(kind, limit)], seed);

            simulation.RunUntil(Minute * 40);

            Assert.InRange(Used(simulation, Minute * 10, Minute * 40, limit), 0.96, 1.01);
            Assert.InRange(Refused(simulation, Minute * 10, Minute * 40), 0, 31);
        }
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void What_another_client_leaves_is_used_with_about_one_refusal_a_minute(string kind)
    {
        for (var seed = 1; seed <= Cases.Repeated(5); seed++)
        {
            var shared = new OtherClientWindow(Window(kind, 300), 0.3, TimeSpan.Zero);
            var simulation = new PacingSimulation(PacingRules.PerMinute(300), [shared], seed);

            simulation.RunUntil(Minute * 60);

            var minutes = Enumerable.Range(3, 57).Select(minute => Refused(simulation, Minute * minute, Minute * (minute + 1))).ToList();
            Assert.InRange(Used(simulation, Minute * 3, Minute * 60, 210), 0.97, 1.1);
            Assert.InRange(minutes.Average(), 0, 1.15);
            Assert.InRange(minutes.Max(), 0, 3);
        }
    }

    [Fact]
    public void Ten_tokens_send_ten_times_as_much_as_one()
    {
        var one = new PacingSimulation(PacingRules.PerMinute(300), [Window("sliding", 300)], seed: 1);
        var ten = new PacingSimulation(PacingRules.PerMinute(300), [.. Enumerable.Range(0, 10).Select(_ => Window("sliding", 300))], seed: 1);

        one.RunUntil(Minute * Cases.Repeated(10));
        ten.RunUntil(Minute * Cases.Repeated(10));

        Assert.InRange(ten.Sends.Count / (double)one.Sends.Count, 9.5, 10.1);
        Assert.DoesNotContain(ten.Sends, send => send.IsRefused);
    }

    private static TimeSpan FoundAfter(PacingSimulation simulation)
    {
        var begun = simulation.Now;
        while (simulation.AllowedPerMinute < 300 && simulation.Now < begun + (Minute * 5))
        {
            simulation.RunUntil(simulation.Now + TimeSpan.FromMilliseconds(100));
        }

        return simulation.Now - begun;
    }

    private static int Refused(PacingSimulation simulation, TimeSpan from, TimeSpan to) =>
        simulation.Sends.Count(send => send.IsRefused && send.ArrivedAt >= from && send.ArrivedAt < to);

    private static double Used(PacingSimulation simulation, TimeSpan from, TimeSpan to, int perMinute) =>
        simulation.Sends.Count(send => !send.IsRefused && send.ArrivedAt >= from && send.ArrivedAt < to) / (perMinute * (to - from).TotalMinutes);

    private static IRequestWindow Window(string kind, int limit) => kind switch
    {
        "fixed" => new FixedWindow(limit, Minute),
        "sliding" => new SlidingWindow(limit, Minute),
        _ => new AlignedWindow(limit, Minute, TimeSpan.FromSeconds(13.3)),
    };
}
