using ActorSync.Benchmarks.Pacing;
using ActorSync.Core.Pacing;
using ActorSync.Sandbox.Limits;

namespace ActorSync.Core.Tests.Pacing;

/// <summary>429s that no limit is behind: what they teach must not last.</summary>
public sealed class StrayRefusalTests
{
    private const int Pace = 300;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Forty_refusals_in_a_row_without_anything_taken_between_them_teach_no_more_than_one()
    {
        for (var seed = 1; seed <= Cases.Repeated(10); seed++)
        {
            var (simulation, strays) = After(seed, oneOf: 1);
            var least = (double)Pace;
            strays.Left = 40;
            while (simulation.Now < strays.LastAt + Minute || strays.Left > 0)
            {
                simulation.RunUntil(simulation.Now + Look);
                least = Math.Min(least, simulation.AllowedPerMinute!.Value);
            }

            Assert.InRange(least, Pace * 0.9, Pace);
        }
    }

    [Fact]
    public void What_forty_refusals_between_taken_requests_taught_is_forgotten_little_more_than_a_minute_after_the_last()
    {
        var back = new List<TimeSpan>();
        for (var seed = 1; seed <= Cases.Repeated(11); seed++)
        {
            var (simulation, strays) = After(seed, oneOf: 2);
            strays.Left = 40;
            while (strays.Left > 0 || (simulation.AllowedPerMinute < Pace && simulation.Now < strays.LastAt + (Minute * 5)))
            {
                simulation.RunUntil(simulation.Now + Look);
            }

            back.Add(simulation.Now - strays.LastAt);
        }

        Assert.InRange(back.Order().ElementAt(back.Count / 2), TimeSpan.Zero, Minute * 1.25);
    }

    [Theory]
    [InlineData(0.01, 1, 0.65)]
    [InlineData(0.05, 1, 0.15)]
    [InlineData(0.02, 5, 0.2)]
    public void Refusals_of_a_share_of_all_requests_leave_the_pace_usable_for_an_hour(double share, int longestWait, double leastUsed)
    {
        for (var seed = 1; seed <= Cases.Repeated(5); seed++)
        {
            var strays = new StrayRefusals(new SlidingWindow(Pace, Minute), new Random(seed)) { Share = share, LongestWait = longestWait };
            var simulation = new PacingSimulation(PacingRules.PerMinute(Pace), [strays], seed);

            simulation.RunUntil(Minute * 60);

            Assert.InRange(simulation.Sends.Count(send => !send.IsRefused && send.ArrivedAt >= Minute * 5) / (Pace * 55.0), leastUsed, 1);
        }
    }

    private static (PacingSimulation Simulation, StrayRefusals Strays) After(int seed, int oneOf)
    {
        var dice = new Random(seed);
        var strays = new StrayRefusals(new SlidingWindow(Pace, Minute), dice) { OneOf = oneOf, LongestWait = 5 };
        var simulation = new PacingSimulation(PacingRules.PerMinute(Pace), [strays], seed);
        simulation.RunUntil(Minute * (10 + dice.NextDouble()));
        return (simulation, strays);
    }
}
