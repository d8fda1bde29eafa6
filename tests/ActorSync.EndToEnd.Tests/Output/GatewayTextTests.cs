using ActorSync.Cli.Output;
using ActorSync.Core.Runs;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class GatewayTextTests
{
    private static readonly GatewaySummary Paced = new(0.9875, 158, 160, 31.6, 0, 0, 0, 1, 0, []);

    [Fact]
    public void It_says_how_much_of_the_allowance_was_used() =>
        Assert.Equal("98.8 % of the allowance used: 158 of 160 requests in 32 s.", GatewayText.Use(Paced));

    [Fact]
    public void It_says_what_was_refused_and_what_that_cost() =>
        Assert.Equal(
            "98.8 % of the allowance used: 158 of 160 requests in 32 s. 3 throttled, 1 of them without a wait stated; 43 s waited in pauses; 2 of 4 token requests throttled.",
            GatewayText.Use(Paced with { Throttled = 3, BareThrottles = 1, PausedSeconds = 42.05, Tokens = 4, TokenThrottles = 2 }));

    [Fact]
    public void Without_a_local_pace_it_says_for_how_long_there_was_work() =>
        Assert.Equal("No local pace: busy for 3 s.", GatewayText.Use(Paced with { Utilisation = null, Sent = 0, Allowed = 0, WorkedSeconds = 2.5 }));

    [Theory]
    [InlineData(38.4, 300, 5, "On average 73 of the configured 300 requests/min could be sent, because of the target's 429s.")]
    [InlineData(150, 300, 5, null)]
    [InlineData(38.4, 300, 0, null)]
    [InlineData(38.4, 0, 5, null)]
    public void A_pace_that_429s_brought_clearly_below_the_configured_one_is_told(double allowed, double configured, int throttled, string? told)
    {
        var gateway = Paced with { Allowed = allowed, Throttled = throttled, Routes = [new RouteLatency("GET /users", 7, 3.2, 45.6, 1234)] };
        using var text = new StringWriter();

        GatewayText.Write(new ReportWriter(text, terminal: null), gateway, configured);

        Assert.Equal(told, GatewayText.Slowed(gateway, configured));
        Assert.Equal(told is not null, text.ToString().Contains($"  {told ?? "could be sent on average"}\n", StringComparison.Ordinal));
    }

    [Fact]
    public void It_has_a_line_for_each_route()
    {
        using var text = new StringWriter();

        GatewayText.Write(
            new ReportWriter(text, terminal: null),
            Paced with { Routes = [new RouteLatency("GET /users", 7, 3.2, 45.6, 1234), new RouteLatency("PATCH /users/{id}", 1, 5, 5, 5)] });

        Assert.Equal(
            """
              98.8 % of the allowance used: 158 of 160 requests in 32 s.
              Time from send to last byte, in ms:
                GET /users         p50 3.2, p95 46, p99 1234  (7 attempts)
                PATCH /users/{id}  p50 5.0, p95 5.0, p99 5.0  (1 attempt)

            """.ReplaceLineEndings("\n"),
            text.ToString());
    }

    [Fact]
    public void Where_nothing_was_sent_it_says_nothing()
    {
        using var text = new StringWriter();

        GatewayText.Write(new ReportWriter(text, terminal: null), GatewaySummary.None);
        GatewayText.Write(new ReportWriter(text, terminal: null), null);

        Assert.Empty(text.ToString());
    }
}
