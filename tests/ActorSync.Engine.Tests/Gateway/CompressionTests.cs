using System.IO.Compression;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Engine.Gateway;
using Microsoft.AspNetCore.Http;
using NodaTime;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class CompressionTests : GatewayTest
{
    [Fact]
    public async Task An_answer_compressed_by_gzip_is_asked_for_and_unpacked()
    {
        var accepted = string.Empty;
        Target.Then(context =>
        {
            accepted = context.Request.Headers.AcceptEncoding.ToString();
            return Gzip(Pack("""{"total":1}"""u8))(context);
        });

        var outcome = await StartClient().SendAsync(Read, Cancel);

        Assert.Equal("gzip", accepted);
        Assert.Equal("""{"total":1}"""u8.ToArray(), Assert.IsType<TargetOutcome.Answered>(outcome).Body.ToArray());
    }

    [Fact]
    public async Task What_is_called_gzip_and_is_none_leaves_a_write_in_doubt_for_that_reason()
    {
        Target.Then(Gzip("this is no gzip at all"u8.ToArray()));

        var outcome = await StartClient().SendAsync(Write, Cancel);

        Assert.Equal("the answer says that it is compressed by gzip, and cannot be unpacked", Assert.IsType<TargetOutcome.InDoubt>(outcome).Reason);
    }

    [Fact]
    public async Task What_is_called_gzip_and_is_none_is_read_again()
    {
        Target.Then(Gzip("this is no gzip at all"u8.ToArray()));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
    }

    [Fact]
    public async Task A_429_whose_body_cannot_be_unpacked_pauses_all_the_same()
    {
        Target.Then(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "2";
            return Gzip("this is no gzip at all"u8.ToArray())(context);
        });
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var answer = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        Time.Advance(TimeSpan.FromSeconds(2.05));

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
    }

    [Fact]
    public async Task A_429_whose_reading_fails_in_a_way_that_nobody_foresaw_pauses_for_as_long_as_its_header_says()
    {
        Target.Then(Answer(429, new string(' ', 1_000_000), retryAfter: "3600"));
        var pauses = ProbeOfPauses();
        var client = StartClient(Options with
        {
            MaxPause = TimeSpan.FromHours(2),
            AdjustHandler = handler => handler.PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new FaultyThrottleStream(context.PlaintextStream)),
        });

        var answer = client.SendAsync(Write, Cancel);
        var began = await PausedAsync(pauses, client);

        Assert.Equal(Instant.FromDateTimeOffset(Time.GetUtcNow().AddMilliseconds(3_600_050)), began.Until);
        Time.Advance(TimeSpan.FromMilliseconds(3_600_050));
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Contains(Log.Texts, text => text.StartsWith("The body of a 429 to PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_begins_with_a_byte_order_mark_is_the_targets_all_the_same()
    {
        Target.Then(Answer(200, "\ufeff{}"));

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await StartClient().SendAsync(Write, Cancel)).Status);
        Assert.Single(Target.Requests);
    }

    [Fact]
    public async Task A_small_answer_that_unpacks_beyond_all_measure_is_not_unpacked_to_the_end()
    {
        Target.Then(Gzip(Pack(new byte[AnswerBody.MaxBytes + 1])));

        var outcome = await StartClient().SendAsync(Write, Cancel);

        Assert.Equal("the answer is larger than 64 MiB", Assert.IsType<TargetOutcome.InDoubt>(outcome).Reason);
    }

    private static Func<HttpContext, Task> Gzip(byte[] body) => context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        return context.Response.Body.WriteAsync(body).AsTask();
    };

    private static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
