using System.Net;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Engine.Gateway;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class WireTests : GatewayTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bodyless_request_whose_connection_closes_unanswered_is_on_the_wire_as_often_as_it_is_counted(bool isWrite)
    {
        await using var wire = new RawTarget();
        var client = StartClient(Options with { BaseUrl = wire.BaseUrl, LoginUrl = Target.BaseUrl });
        await client.SendAsync(Read, Cancel);

        await AssertCountedAsync(client, isWrite, () => wire.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Over_http_2_too_a_request_whose_connection_closes_is_on_the_wire_as_often_as_it_is_counted(bool isWrite)
    {
        await using var wire = new RawHttpTwoTarget(HttpTwoEnding.Closes);
        var client = StartClient(Options with { BaseUrl = wire.BaseUrl, LoginUrl = Target.BaseUrl, HttpVersion = HttpVersion.Version20 });
        await client.SendAsync(Read, Cancel);

        await AssertCountedAsync(client, isWrite, () => wire.Requests);
    }

    [Theory]
    [InlineData(true, HttpTwoEnding.Refuses)]
    [InlineData(false, HttpTwoEnding.Refuses)]
    [InlineData(true, HttpTwoEnding.GoesAway)]
    [InlineData(false, HttpTwoEnding.GoesAway)]
    public async Task What_the_target_refuses_to_take_is_sent_again_by_the_gateway_alone_and_a_write_is_in_no_doubt(bool isWrite, HttpTwoEnding ending)
    {
        await using var wire = new RawHttpTwoTarget(ending);
        var client = StartClient(Options with
        {
            BaseUrl = wire.BaseUrl,
            LoginUrl = Target.BaseUrl,
            HttpVersion = HttpVersion.Version20,
            TotalDeadline = TimeSpan.FromSeconds(2),
        });
        await client.SendAsync(Read, Cancel);

        var answer = client.SendAsync(isWrite ? Delete : Read, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);
        await Time.PassAsync(RetryLadder.Transient[1], Cancel);

        Assert.Equal(
            $"tried 3 times over 2 s at {wire.BaseUrl.Authority}, at last: the target takes no more requests on this connection",
            Assert.IsType<TargetOutcome.Unreachable>(await answer).Reason);
        Assert.Equal(4, wire.Requests);
        Assert.Equal(4, (await Settled(client)).Sent);
    }

    [Fact]
    public async Task An_attempt_is_logged_with_all_that_joins_it_to_the_targets_log()
    {
        Target.Then(Answer(429, retryAfter: "2"));
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var answer = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        Time.Advance(TimeSpan.FromMilliseconds(2050));
        await answer;

        var throttled = Log.Attempts.First();
        Assert.Equal(1, throttled.RequestId);
        Assert.Equal("2026-03-01T12:00:00.000000Z", throttled.Fields["SentAt"]);
        Assert.Equal("2026-03-01T12:00:02.050000Z", throttled.Fields["PausedUntil"]);
        Assert.Equal(2000.0, throttled.Fields["RetryAfterMs"]);
        Assert.Equal("t1", throttled.Fields["Token"]);
        Assert.Equal("PATCH /api/v2/users/{id}/skills", throttled.Fields["Route"]);
        Assert.Equal("u1", throttled.Fields["UserId"]?.ToString());
        Assert.Equal(2, Log.Attempts.Last().Fields["Attempt"]);
    }

    [Fact]
    public async Task No_log_no_outcome_and_no_dump_of_the_options_shows_a_secret_or_a_token()
    {
        var echo = Answer(500, $"Bearer token-1 {Secret}");
        Target.Then(Answer(401, "{}")).Then(Reset).Then(echo);
        var client = StartClient();

        var outcomes = new[]
        {
            await client.SendAsync(Write, Cancel),
            await client.SendAsync(Write, Cancel),
            await client.SendAsync(Write, Cancel),
        };

        var shown = string.Join('\n', [.. Log.Texts, .. outcomes.Select(outcome => outcome.ToString()), Options.ToString()]);
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("token-", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", shown, StringComparison.Ordinal);
    }

    /// <summary>A write ends in doubt at once, a read is tried twice more.</summary>
    private async Task AssertCountedAsync(GatewayClient client, bool isWrite, Func<int> onTheWire)
    {
        var answer = client.SendAsync(isWrite ? Delete : Read, Cancel);
        if (isWrite)
        {
            Assert.IsType<TargetOutcome.InDoubt>(await answer);
            Assert.Equal(2, onTheWire());
        }
        else
        {
            await Time.PassAsync(RetryLadder.Transient[0], Cancel);
            await Time.PassAsync(RetryLadder.Transient[1], Cancel);
            await Time.SetAsync(RetryLadder.BusySteps[0], Cancel);
            Assert.Equal(4, onTheWire());
        }

        Assert.Equal(onTheWire(), (await Settled(client)).Sent);
    }
}
