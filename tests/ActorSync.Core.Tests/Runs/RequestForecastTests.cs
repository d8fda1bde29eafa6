using System.Collections.Immutable;
using System.Reflection;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public class RequestForecastTests
{
    private static readonly ITargetDialect _oneWritePerOperation = DispatchProxy.Create<ITargetDialect, CountingDialect>();

    [Fact]
    public void The_total_is_what_was_sent_and_everything_still_to_come()
    {
        var forecast = RequestForecast.Of(_oneWritePerOperation, [Decision(3), Decision(0), Decision(2)], readsSent: 202, readsToCome: 7);

        Assert.Equal(5, forecast.Writes);
        Assert.Equal(12, forecast.ToCome);
        Assert.Equal(214, forecast.Total);
    }

    [Fact]
    public void What_is_held_is_not_written()
    {
        Assert.Equal(0, RequestForecast.Of(_oneWritePerOperation, [Decision(3) with { Held = "inactive" }], 0, 0).Writes);
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

    private static AgentDecision Decision(int operations) => new(
        [.. Enumerable.Range(0, operations).Select(number => new Operation.GrantSkill(new($"s{number}"), new(1), false, OperationCause.Stated))],
        AgentLedger.Empty,
        [],
        null,
        0);

    /// <summary>Answers only what a forecast asks, whatever else the port grows.</summary>
    public class CountingDialect : DispatchProxy
    {
        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name == nameof(ITargetDialect.WritesFor)
            ? ((ImmutableArray<Operation>)args![0]!).Length
            : throw new NotSupportedException(targetMethod?.Name);
    }
}
