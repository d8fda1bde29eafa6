using System.Net;
using System.Net.Sockets;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Engine.Gateway;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class TransientFailureTests : GatewayTest
{
    [Theory]
    [InlineData(500, 0.2)]
    [InlineData(502, 3)]
    [InlineData(503, 3)]
    [InlineData(504, 3)]
    public async Task A_read_that_fails_in_passing_is_sent_again_after_the_first_step_of_its_ladder(int status, double seconds)
    {
        Target.Then(Answer(status, "<html>Bad gateway</html>", contentType: "text/html"));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(TimeSpan.FromSeconds(seconds), Cancel);

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        var counters = await Settled(client);
        Assert.Equal((2, 1, 0), (counters.Reads, counters.Retried, counters.Throttled));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task A_refusal_that_is_not_the_targets_own_leaves_a_write_in_doubt(int status)
    {
        Target.Then(Answer(status, "<html>Not here</html>", contentType: "text/html"));
        var client = StartClient();

        Assert.Contains("not JSON", Assert.IsType<TargetOutcome.InDoubt>(await client.SendAsync(Write, Cancel)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_fails_on_every_step_ends_as_unreachable()
    {
        Target.Otherwise = Reset;
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        foreach (var step in RetryLadder.Transient)
        {
            await Time.PassAsync(step, Cancel);
        }

        Assert.IsType<TargetOutcome.Unreachable>(await answer);
        Assert.Equal(5, Target.Requests.Count);
        Assert.Equal(5, (await Settled(client)).Sent);
    }

    [Fact]
    public async Task A_page_of_html_under_status_200_is_no_answer_to_a_read()
    {
        Target.Then(Answer(200, "<html>Please log in</html>", contentType: "text/html"));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        Assert.Equal("{}"u8.ToArray(), Assert.IsType<TargetOutcome.Answered>(await answer).Body.ToArray());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_write_that_a_server_failed_on_is_in_doubt_and_never_sent_again(int status)
    {
        Target.Then(Answer(status, "{}"));
        var client = StartClient();

        var outcome = await client.SendAsync(Write, Cancel);

        Assert.Equal($"the target answered {status}", Assert.IsType<TargetOutcome.InDoubt>(outcome).Reason);
        Assert.Single(Target.Requests);
        Assert.Equal(1, (await Settled(client)).Ambiguous);
    }

    [Fact]
    public async Task A_write_whose_connection_was_reset_is_in_doubt_and_left_only_once()
    {
        Target.Then(Reset);
        var client = StartClient();

        Assert.IsType<TargetOutcome.InDoubt>(await client.SendAsync(Write, Cancel));
        Assert.Single(Target.Requests);
    }

    [Fact]
    public async Task A_write_answered_by_a_page_of_html_is_in_doubt()
    {
        Target.Then(Answer(200, "<html></html>", contentType: "text/html"));
        var client = StartClient();

        Assert.IsType<TargetOutcome.InDoubt>(await client.SendAsync(Write, Cancel));
    }

    [Fact]
    public async Task A_write_that_gets_no_answer_in_time_is_in_doubt()
    {
        var arrived = new TaskCompletionSource();
        Target.Then(Stall(arrived));
        var client = StartClient();

        var answer = client.SendAsync(Write, Cancel);
        await arrived.Task;
        Time.Advance(Options.AttemptTimeout);

        Assert.Equal("no whole answer within 30 s", Assert.IsType<TargetOutcome.InDoubt>(await answer).Reason);
    }

    [Fact]
    public async Task A_read_that_gets_no_answer_in_time_is_sent_again()
    {
        var arrived = new TaskCompletionSource();
        Target.Then(Stall(arrived));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await arrived.Task;
        Time.Advance(Options.AttemptTimeout);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        Assert.IsType<TargetOutcome.Answered>(await answer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_finds_nobody_listening_is_tried_on_every_step_and_was_certainly_not_applied(bool isWrite)
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var nobody = NobodyListens(taken);
        var client = StartClient(Options with { BaseUrl = nobody, LoginUrl = Target.BaseUrl });

        var answer = client.SendAsync(isWrite ? Write : Read, Cancel);
        foreach (var step in RetryLadder.Transient)
        {
            await Time.PassAsync(step, Cancel);
        }

        var unreachable = Assert.IsType<TargetOutcome.Unreachable>(await answer);
        Assert.Equal($"tried 5 times over 14 s at {nobody.Authority}, at last: the connection was refused", unreachable.Reason);
        Assert.True(unreachable.NeverAnswered);
        var counters = await Settled(client);
        Assert.Equal((5, 5), (counters.Sent, counters.Unconnected));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(302)]
    public async Task An_answer_that_means_something_is_passed_on_as_it_is(int status)
    {
        Target.Then(Answer(status, """{"code":"some.code"}"""));
        var client = StartClient();

        var outcome = Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Write, Cancel));

        Assert.Equal(status, outcome.Status);
        Assert.Equal("""{"code":"some.code"}"""u8.ToArray(), outcome.Body.ToArray());
    }

    /// <summary>Takes a port without listening there, so that no other test's target can have it meanwhile.</summary>
    private static Uri NobodyListens(Socket taken)
    {
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}");
    }
}
