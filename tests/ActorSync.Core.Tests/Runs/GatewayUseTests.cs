using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class GatewayUseTests
{
    private static readonly GatewayUse Before = Use(sent: 10, allowed: 20, seconds: 3, ("GET /users", 5));
    private static readonly GatewayUse Since = Use(sent: 30, allowed: 30.5, seconds: 4, ("GET /users", 7), ("PATCH /users", 9));

    [Fact]
    public void It_adds_up_over_the_resumes_of_a_run_and_is_recorded_once()
    {
        var meter = new RequestMeter(Counted(Before));
        meter.Read(Counted(Since));
        meter.Read(Counted(Since + Since));

        Assert.Equal(Before + Since, meter.Total.Use);
        Assert.Equal(Since, meter.TakeUnrecorded().Own.Use);
        Assert.Equal(GatewayUse.None, meter.TakeUnrecorded().Own.Use);
        Assert.Equal((40, 50.5, 7), (meter.Total.Use.Sent, meter.Total.Use.Allowed, meter.Total.Use.Worked.TotalSeconds));
        Assert.Equal(["GET /users", "PATCH /users"], meter.Total.Use.Latencies.ByRoute.Keys);
        Assert.Equal(2, meter.Total.Use.Latencies.ByRoute["GET /users"].Attempts);
    }

    [Fact]
    public void More_than_was_allowed_is_shown_as_all_of_it() => Assert.Equal(1, Use(sent: 12, allowed: 10, seconds: 1).Utilisation);

    [Fact]
    public void Its_summary_is_rounded_as_it_is_shown()
    {
        var summary = GatewaySummary.Of(Counted(Use(sent: 2, allowed: 3, seconds: 1.23456, ("GET /users", 5), ("GET /users", 20))) with { Tokens = 4 });

        Assert.Equal((0.6667, 2L, 3.0, 1.235, 4L), (summary.Utilisation!.Value, summary.Sent, summary.Allowed, summary.WorkedSeconds, summary.Tokens));
        var route = Assert.Single(summary.Routes);
        Assert.Equal(("GET /users", 2L), (route.Route, route.Attempts));
        Assert.InRange(route.P50, 4.9, 5.1);
        Assert.InRange(route.P99, 19.6, 20.4);
    }

    private static RequestCounts Counted(GatewayUse use) => RequestCounts.None with { Use = use };

    private static GatewayUse Use(long sent, double allowed, double seconds, params (string Route, int Milliseconds)[] attempts) => new()
    {
        Sent = sent,
        Allowed = allowed,
        Worked = Duration.FromSeconds(seconds),
        Latencies = attempts.Aggregate(RouteLatencies.None, (sum, attempt) => sum + One(attempt.Route, attempt.Milliseconds)),
    };

    private static RouteLatencies One(string route, int milliseconds)
    {
        var counts = new long[LatencyHistogram.Buckets];
        counts[LatencyHistogram.BucketOf(TimeSpan.FromMilliseconds(milliseconds))] = 1;
        return RouteLatencies.Of([KeyValuePair.Create(route, LatencyHistogram.Of(counts))]);
    }
}
