using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ActorSync.Sandbox.Faults;

namespace ActorSync.Sandbox.Tests.Faults;

public sealed class DamagedAnswerTests
{
    [Theory]
    [InlineData("html-answer", false)]
    [InlineData("html-answer", true)]
    [InlineData("cut-off-answer", false)]
    [InlineData("cut-off-answer", true)]
    [InlineData("gzip-garbage", false)]
    [InlineData("gzip-garbage", true)]
    public async Task A_200_can_be_unreadable_before_and_after_the_write_was_applied(string fault, bool applied)
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, $"{fault}:applied={applied},route=PATCH");

        using var reply = await RateAsync(target);

        var bytes = await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)reply.StatusCode);
        if (fault == "gzip-garbage")
        {
            Assert.Equal(["gzip"], reply.Content.Headers.ContentEncoding);
            await using var unzipped = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            Assert.Throws<InvalidDataException>(() => unzipped.ReadByte());
        }
        else
        {
            Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(bytes));
        }

        await AssertAppliedAsync(target, fault, applied);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_can_end_in_the_middle(bool applied)
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, $"answer-interrupted:applied={applied},route=PATCH");

        await Assert.ThrowsAsync<HttpRequestException>(() => RateAsync(target));

        await AssertAppliedAsync(target, "answer-interrupted", applied);
    }

    [Theory]
    [InlineData("connection-closed", false)]
    [InlineData("connection-closed", true)]
    [InlineData("connection-reset", false)]
    [InlineData("connection-reset", true)]
    public async Task A_connection_can_close_quietly_or_be_reset(string fault, bool applied)
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, $"{fault}:applied={applied},route=PATCH");
        var (path, body) = await RatingAsync(target);
        using var client = new TcpClient();
        await client.ConnectAsync(target.Host.BaseAddress.Host, target.Host.BaseAddress.Port, TestContext.Current.CancellationToken);
        var request = $"PATCH /{path} HTTP/1.1\r\nHost: target\r\nAuthorization: {target.Http.DefaultRequestHeaders.Authorization}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        await client.Client.SendAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);

        var read = client.Client.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();

        if (fault == "connection-closed")
        {
            Assert.Equal(0, await read);
        }
        else
        {
            var reset = await Assert.ThrowsAsync<SocketException>(() => read);
            Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        }

        await AssertAppliedAsync(target, fault, applied);
    }

    [Fact]
    public async Task A_small_answer_can_be_compressed_for_who_accepts_it()
    {
        await using var target = await StartAsync(SandboxDialect.Guide, "gzip-answer");
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v2/users");
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var reply = await target.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(["gzip"], reply.Content.Headers.ContentEncoding);
        await using var unzipped = new GZipStream(await reply.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        using var page = await JsonDocument.ParseAsync(unzipped, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, page.RootElement.GetProperty("total").GetInt32());
        await target.OkAsync("GET", "api/v2/users");
    }

    [Fact]
    public async Task An_answer_without_a_body_is_damaged_as_one_with_a_body()
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, "cut-off-answer:applied=true,route=DELETE");
        var (ana, billing) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing"));

        using var reply = await target.SendAsync("DELETE", $"api/v2/users/{ana}/routingskills/{billing}");

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.NotEmpty(await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.False((await target.UserAsync("0001")).GetProperty("skills").TryGetProperty("Billing", out _));
    }

    [Fact]
    public async Task The_token_endpoint_is_struck_by_what_names_it_alone()
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, "server-error:route=POST", "html-answer:route=/oauth/token,skip=1");

        using var reply = await target.TokenAsync("sandbox", "sandbox");

        Assert.Equal((200, "text/html"), ((int)reply.StatusCode, reply.Content.Headers.ContentType!.MediaType!));
    }

    [Fact]
    public async Task A_server_error_can_say_when_to_come_again()
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, "server-error:status=503,seconds=7");

        using var reply = await target.SendAsync("GET", "api/v2/users");

        Assert.Equal((503, "7"), ((int)reply.StatusCode, Assert.Single(reply.Headers.GetValues("Retry-After"))));
    }

    private static async Task AssertAppliedAsync(Target target, string fault, bool applied)
    {
        Assert.Equal(applied ? 4 : 3, (await target.UserAsync("0001")).GetProperty("skills").GetProperty("Billing").GetInt32());
        var entry = (await target.LogAsync())[^1];
        Assert.Equal(applied, entry.GetProperty("applied").GetBoolean());
        Assert.Equal(fault, Assert.Single(entry.GetProperty("faults").EnumerateArray()).GetString());
    }

    private static async Task<HttpResponseMessage> RateAsync(Target target)
    {
        var (path, body) = await RatingAsync(target);
        return await target.SendAsync("PATCH", path, body);
    }

    private static async Task<(string Path, string Body)> RatingAsync(Target target) =>
        ($"api/v2/users/{await target.UserIdAsync("0001")}/routingskills/bulk", $$"""[{"id":"{{await target.SkillIdAsync("Billing")}}","proficiency":4}]""");

    private static Task<Target> StartAsync(SandboxDialect dialect, params string[] faults) => Target.StartAsync(
        dialect,
        null,
        options => options with { Faults = [.. faults.Select(text => FaultRule.TryParse(text, out var problem) ?? throw new ArgumentException(problem))] });
}
