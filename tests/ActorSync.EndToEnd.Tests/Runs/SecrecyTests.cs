using System.Text;
using System.Text.Json;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class SecrecyTests : IDisposable
{
    private const string Secret = "q7!Vx/2m+Zr8 kT\"4";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("plan --source people.csv")]
    [InlineData("run --source people.csv")]
    [InlineData("doctor")]
    [InlineData("taxonomy plan")]
    [InlineData("runs")]
    [InlineData("run --source people.csv --set Target:ClientSecrett=x")]
    [InlineData("run --source people.csv --set Target:Tokens=0")]
    public async Task No_secret_and_no_token_is_written_even_at_the_level_debug(string arguments)
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(
            _workspace, options => options with { ClientId = "tester", ClientSecret = Secret }, SandboxServer.User("E1"));

        var ended = await target.RunProcessAsync(_workspace, [.. arguments.Split(' '), "--log-level", "debug"]);

        Assert.DoesNotContain(Secret, ended.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(JsonEncodedText.Encode(Secret).ToString(), ended.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"tester:{Secret}")), ended.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer ", ended.Everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("access_token", ended.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_given_where_it_does_not_belong_is_not_repeated()
    {
        var refused = (await ActorSyncProcess.RunAsync(_workspace, "doctor", "--set", "Target:ClientSecrett=hunter2hunter2")).Expect(2);

        Assert.DoesNotContain("hunter2hunter2", refused.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_request_is_a_json_line_of_the_log_at_the_level_debug()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var ended = (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv", "--log-level", "debug")).Expect(0);

        var requests = ended.Error.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line))
            .Where(line => line.TryGetProperty("Verb", out _)).ToArray();
        Assert.Equal(await target.CountAsync("api"), requests.Length);
    }
}
