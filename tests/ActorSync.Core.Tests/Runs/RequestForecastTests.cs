using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public class RequestForecastTests
{
    private static readonly ITargetDialect Genesys = new GenesysDialect();
    private static readonly ITargetDialect Guide = new GuideDialect();

    [Fact]
    public void The_total_is_what_was_sent_and_everything_still_to_come()
    {
        var forecast = RequestForecast.Of(Genesys, [Decision(3), Decision(0), Decision(2)], readsSent: 202, readsToCome: 7);

        Assert.Equal(5, forecast.Writes);
        Assert.Equal(12, forecast.ToCome);
        Assert.Equal(214, forecast.Total);
    }

    [Fact]
    public void What_is_held_is_not_written()
    {
        Assert.Equal(0, RequestForecast.Of(Genesys, [Decision(3) with { Held = "inactive" }], 0, 0).Writes);
    }

    [Theory]
    [InlineData(300, 1, 60)]
    [InlineData(300, 3, 20)]
    [InlineData(600, 1, 30)]
    public void The_time_needed_is_the_requests_to_come_at_the_pace_of_all_tokens(int requestsPerMinute, int tokens, int seconds)
    {
        var forecast = new RequestForecast(ReadsSent: 1000, ReadsToCome: 100, Writes: 200);

        Assert.Equal(Duration.FromSeconds(seconds), forecast.TimeNeeded(requestsPerMinute, tokens));
    }

    [Fact]
    public void Without_a_local_pace_no_time_is_promised()
    {
        Assert.Null(new RequestForecast(1, 1, 1).TimeNeeded(requestsPerMinute: 0, tokens: 4));
    }

    [Fact]
    public void The_writes_of_any_decision_are_the_lower_bound_of_its_target() => Prop.ForAll(Scenarios.Any, scenario =>
    {
        var decision = scenario.Decide() with { Held = null };
        var grants = decision.Operations.Count(operation => operation is Operation.GrantSkill or Operation.RateSkill);
        var revocations = decision.Operations.Count(operation => operation is Operation.RevokeSkill);
        var certifications = decision.Operations.Length - grants - revocations;

        var bound = scenario.IsNamed
            ? Chunks(grants) + revocations + Math.Min(1, certifications)
            : Chunks(grants + revocations) + Chunks(certifications);

        Assert.Equal(bound, RequestForecast.WritesFor(scenario.IsNamed ? Genesys : Guide, decision));
    }).QuickCheckThrowOnFailure();

    private static int Chunks(int changes) => (changes + 49) / 50;

    private static AgentDecision Decision(int revocations) => new(
        [.. Enumerable.Range(0, revocations).Select(number => new Operation.RevokeSkill(new($"s{number}"), new(1), false, OperationCause.Zero))],
        AgentLedger.Empty,
        [],
        null,
        0);
}
