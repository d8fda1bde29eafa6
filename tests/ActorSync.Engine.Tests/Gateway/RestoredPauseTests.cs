using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A gateway that starts with the pauses of an earlier process.</summary>
public sealed class RestoredPauseTests : GatewayTest
{
    private Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    [Theory]
    [InlineData("t1")]
    [InlineData(PauseBegan.LoginScope)]
    public async Task A_pause_longer_than_allowed_ends_what_waits_before_even_a_token_is_asked_for(string scope)
    {
        var until = Now + Duration.FromHours(2);
        var client = StartClient(Options with { Pauses = [Pause(scope, until)] });

        Assert.Equal(new TargetOutcome.NotSent(until), await client.SendAsync(Read, Cancel));

        Assert.Empty(Target.TokenRequests);
        Assert.Empty(Target.Requests);
        Assert.Equal([Pause(scope, until)], (await client.GetStatusAsync(Cancel)).Pauses);
    }

    [Theory]
    [InlineData("t1")]
    [InlineData(PauseBegan.LoginScope)]
    public async Task A_pause_that_is_short_enough_is_waited_for_and_then_sending_begins(string scope)
    {
        var client = StartClient(Options with { Pauses = [Pause(scope, Now + Duration.FromMinutes(5))] });
        var answer = client.SendAsync(Read, Cancel);
        await Settled(client);

        Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        await Settled(client);
        Assert.Empty(Target.TokenRequests);

        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
    }

    [Fact]
    public async Task Of_a_short_pause_of_a_route_and_a_long_one_of_the_only_token_the_long_one_is_told()
    {
        var until = Now + Duration.FromHours(2);
        var route = new NamedLimit("route.requests.rate.per.minute", "test", Value: null).LabelFor("GET /api/v2/users");
        var client = StartClient(Options with { Pauses = [Pause(route, Now + Duration.FromMinutes(1)), Pause("t1", until)] });

        var status = await client.GetStatusAsync(Cancel);

        Assert.Equal((until, "t1"), (status.PausedAsAWholeUntil, status.Foremost?.Scope));
    }

    [Fact]
    public async Task Where_something_can_be_sent_the_pause_that_ends_first_is_told()
    {
        var first = Now + Duration.FromHours(1);
        var client = StartClient(Options with { Tokens = 3, Pauses = [Pause("t1", Now + Duration.FromHours(2)), Pause("t2", first)] });

        var status = await client.GetStatusAsync(Cancel);

        Assert.Equal((null, first), (status.PausedAsAWholeUntil, status.Foremost?.Until));
    }

    [Fact]
    public async Task Another_token_serves_while_the_first_is_paused()
    {
        var client = StartClient(Options with { Tokens = 2, Pauses = [Pause("t1", Now + Duration.FromHours(2))] });

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel)).Status);

        Assert.Equal("t2", Assert.Single(Log.Attempts).Fields["Token"]);
        Assert.Single(Target.TokenRequests);
    }

    [Fact]
    public async Task A_pause_of_a_token_that_this_process_does_not_use_holds_nothing_up()
    {
        var client = StartClient(Options with { Pauses = [Pause("t7", Now + Duration.FromHours(2))] });

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel)).Status);
    }

    private static PauseBegan Pause(string token, Instant until) => new(token, until, "429 that asks for 7200 s");
}
