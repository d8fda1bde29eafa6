using System.Diagnostics;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Engine.Gateway;
using Akka.Actor;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class GatewayTelemetryTests : GatewayTest
{
    private const string Busy = """{"error":"invalid_request","error_description":"rate limit exceeded; retry later"}""";

    [Fact]
    public async Task Each_attempt_is_a_duration_with_the_conventions_attributes()
    {
        Target.Then(Answer(502));
        using var heard = new Measurements(Target.BaseUrl);
        var client = StartClient();

        var read = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.Busy(TimeSpan.Zero), Cancel);
        await read;
        Target.Then(Reset);
        await client.SendAsync(Write, Cancel);

        var common = $"server.address=127.0.0.1 server.port={Target.BaseUrl.Port}";
        Assert.Equal(
            [
                $"error.type=502 http.request.method=GET http.response.status_code=502 {common} url.template=/api/v2/users",
                $"http.request.method=GET http.response.status_code=200 {common} url.template=/api/v2/users",
                $"error.type=broken http.request.method=PATCH {common} url.template=/api/v2/users/{{id}}/skills",
            ],
            heard.TagsOf("http.client.request.duration"));
        Assert.Equal(3, heard.ValuesOf("actorsync.gateway.permit.wait_time").Count);
        Assert.Equal(["1"], heard.ValuesOf("actorsync.gateway.write.doubts"));
    }

    [Fact]
    public async Task Refusals_and_pauses_are_counted_by_what_they_said()
    {
        Target.ThenToken(Answer(400, Busy)).Then(Answer(429)).Then(Answer(429, retryAfter: "2"));
        var pauses = ProbeOfPauses();
        using var heard = new Measurements(Target.BaseUrl);
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.TokenThrottle[0], Cancel);
        await PausedAsync(pauses, client);
        Time.Advance(TimeSpan.FromMilliseconds(1_050));
        await pauses.ExpectMsgAsync<PauseEnded>(cancellationToken: Cancel);
        await PausedAsync(pauses, client);
        Time.Advance(TimeSpan.FromMilliseconds(2_050));
        await answer;

        Assert.Equal(["none", "seconds"], heard.TagOf("actorsync.gateway.throttles", "actorsync.retry_after.source"));
        Assert.Equal(["token", "token"], heard.TagOf("actorsync.gateway.pauses", "actorsync.pause.scope"));
        Assert.Equal((2, 1), (heard.ValuesOf("actorsync.gateway.token.requests").Count, heard.ValuesOf("actorsync.gateway.token.throttles").Count));
    }

    [Fact]
    public async Task How_things_stand_is_told_as_it_changes()
    {
        var held = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Target.Then(Hold(held, release.Task));
        using var heard = new Measurements(Target.BaseUrl);
        var client = StartClient(Options with { RequestsPerMinute = 300, MaxInFlight = 1 });

        var first = client.SendAsync(Read, Cancel);
        await held.Task;
        var second = client.SendAsync(Read, Cancel);
        await Settled(client);

        Assert.Equal(
            ("300", 1, 1, 1),
            (
                heard.ValuesOf("actorsync.gateway.allowance")[^1],
                heard.SumOf("actorsync.gateway.queued_requests"),
                heard.SumOf("actorsync.gateway.active_requests"),
                heard.SumOf("actorsync.gateway.token.count")));
        release.SetResult();
        await first;
        await Settled(client); // Before it has set its timer for the second, the clock must not move.
        Time.Advance(TimeSpan.FromSeconds(1));
        await second;
    }

    [Fact]
    public async Task A_gateway_that_ends_takes_back_what_it_told_of_itself()
    {
        var held = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Target.Then(Hold(held, release.Task));
        using var heard = new Measurements(Target.BaseUrl);
        var gateway = Start(Options with { RequestsPerMinute = 300, MaxInFlight = 1 });
        var client = new GatewayClient(gateway);

        var sends = new[] { client.SendAsync(Read, Cancel), client.SendAsync(Read, Cancel) };
        await held.Task;
        await Settled(client);
        var atWork = (heard.SumOf("actorsync.gateway.queued_requests"), heard.SumOf("actorsync.gateway.active_requests"), heard.SumOf("actorsync.gateway.token.count"));
        await gateway.GracefulStop(Timeout.InfiniteTimeSpan);

        Assert.Equal((1, 1, 1), atWork);
        Assert.All(
            ["actorsync.gateway.queued_requests", "actorsync.gateway.active_requests", "actorsync.gateway.token.count"],
            name => Assert.Equal(0, heard.SumOf(name)));
        Assert.All(await Task.WhenAll(sends), outcome => Assert.IsNotType<TargetOutcome.Answered>(outcome));
        release.SetResult();
    }

    [Fact]
    public async Task The_spans_of_attempts_stand_under_their_requests_and_those_under_the_run()
    {
        Target.Then(Answer(401));
        using var heard = new Spans();
        var run = new SpanHolder();
        var client = new GatewayClient(Start(), origin: null, run);

        using (run.Begin("run", "20260301T120000000Z"))
        {
            await client.SendAsync(Write, Cancel);
        }

        var top = Assert.Single(heard.Named("run"), span => (string?)span.GetTagItem("actorsync.run.id") == "20260301T120000000Z");
        var request = Assert.Single(heard.Under(top));
        var attempts = heard.Under(request);
        Assert.Equal("request " + Write.Route, request.DisplayName);
        Assert.Equal("answered", request.GetTagItem("actorsync.request.outcome"));
        Assert.Equal([401, 200], attempts.Select(span => span.GetTagItem("http.response.status_code")));
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], attempts.Select(span => span.Status));
        Assert.Equal([null, 1], attempts.Select(span => span.GetTagItem("http.request.resend_count")));
        Assert.All(attempts, span => Assert.Equal((Write.Route, ActivityKind.Client), (span.DisplayName, span.Kind)));
    }

    [Fact]
    public async Task Nothing_that_is_told_names_a_user_a_secret_or_a_token()
    {
        Target.Then(Reset);
        using var heard = new Measurements(Target.BaseUrl);
        using var spans = new Spans();
        var run = new SpanHolder();
        var client = new GatewayClient(Start(), origin: null, run);

        using (run.Begin("run", "20260301T130000000Z"))
        {
            await client.SendAsync(Write, Cancel);
        }

        var top = Assert.Single(spans.Named("run"), span => (string?)span.GetTagItem("actorsync.run.id") == "20260301T130000000Z");
        var told = heard.All.Concat(spans.InTraceOf(top).SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append(span.DisplayName))).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, text => Assert.DoesNotContain("u1", text, StringComparison.Ordinal));
        Assert.All(told, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
        Assert.All(told, text => Assert.DoesNotContain("token-1", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_target_is_not_told_which_trace_a_request_is_part_of()
    {
        string? parent = "none asked";
        Target.Then(context =>
        {
            parent = context.Request.Headers.TraceParent;
            return Answer(200, "{}")(context);
        });
        using var spans = new Spans();

        Assert.IsType<TargetOutcome.Answered>(await StartClient().SendAsync(Read, Cancel));

        Assert.Null(parent);
    }
}
