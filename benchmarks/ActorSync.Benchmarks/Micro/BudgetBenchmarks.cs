using ActorSync.Core.Pacing;
using BenchmarkDotNet.Attributes;

namespace ActorSync.Benchmarks.Micro;

/// <summary>What each request asks of the rate budget: whether it may go, the ticket, and its end.</summary>
public class BudgetBenchmarks
{
    private const int Requests = 1_000;
    private const string Route = "PATCH /api/v2/users/{id}/routingskills/bulk";

    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(1);

    private RateBudget _budget = null!;
    private TimeSpan _now;

    /// <summary>The local pace in requests a minute; 0 for none.</summary>
    [Params(0, 6_000_000)]
    public int PerMinute { get; set; }

    /// <summary>Opens a budget of one token.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _budget = new RateBudget(PacingRules.PerMinute(PerMinute), 1);
        _budget.Open(0);
        _now = TimeSpan.Zero;
    }

    /// <summary>Lets requests go one after the other, each as soon as it may.</summary>
    [Benchmark(OperationsPerInvoke = Requests)]
    public TimeSpan Permit()
    {
        for (var request = 0; request < Requests; request++)
        {
            var decision = _budget.Decide(_now);
            while (decision is PermitDecision.WaitUntil wait)
            {
                _now = wait.At;
                decision = _budget.Decide(_now);
            }

            var ticket = _budget.Take(((PermitDecision.Granted)decision).Lane, Route, _now);
            _budget.End(ticket, new AttemptReport.Answered(_now, _now + RoundTrip));
            _now += RoundTrip;
        }

        return _now;
    }
}
