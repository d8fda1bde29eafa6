using System.Text.Json;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Commands;

public sealed class SandboxOptionsTests : IDisposable
{
    private readonly Workspace _workspace = new("guide");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task It_serves_with_every_limit_fault_and_script_that_is_asked_for()
    {
        _workspace.Write("script.json", """[{"at": 0, "clear": "all", "add": ["token-throttle"]}, {"at": 3000, "limit": "100/60", "clear": "all"}]""");
        await using var sandbox = await SandboxProcess.StartWithLimitAsync(
            _workspace,
            "300/60",
            "--window", "aligned", "--other-client", "0.3", "--queue-limit", "60", "--organization-limit", "3000",
            "--route-limit", "PATCH /api/v2/users/{id}/skills=60/60", "--route-limit", "GET /api/v2/users=50", "--token-limit", "5/60",
            "--every-fault", "0.05", "--fault", "stall:seconds=1,probability=0.01", "--script", "script.json");

        using var http = new HttpClient { BaseAddress = sandbox.Address };
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var refused = await http.PostAsync(new Uri("/oauth/token", UriKind.Relative), form, TestContext.Current.CancellationToken);

        var error = JsonElement.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("rate limit exceeded;", error.GetProperty("error_description").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await sandbox.StatsAsync()).GetProperty("otherClient").GetProperty("passed").GetInt32());
    }

    [Theory]
    [InlineData("--other-client", "0.95", "--other-client is a share above 0 and at most 0.9")]
    [InlineData("--every-fault", "often", "--every-fault is a share above 0 and at most 1")]
    [InlineData("--queue-limit", "many", "--queue-limit is N or N/SECONDS")]
    [InlineData("--route-limit", "GET /api/v2/users", "--route-limit is a route and its limit")]
    [InlineData("--route-limit", "GET /nowhere=5", "is no route of this dialect")]
    [InlineData("--script", "nowhere.json", "cannot be used")]
    [InlineData("--fault-seed", "many", "--fault-seed is a whole number, not 'many'")]
    [InlineData("--h2c-port", "65536", "--h2c-port is from 0 to 65535")]
    [InlineData("--version-clash", "500", "--version-clash is one of 409, 400, 408, not '500'")]
    [InlineData("--window", "alined", "Did you mean 'aligned'?")]
    public async Task An_option_that_cannot_be_read_is_a_clear_message(string option, string value, string message)
    {
        var refused = (await ActorSyncProcess.RunAsync(_workspace, "sandbox", option, value)).Expect(2);

        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_typed_is_called_an_option_and_no_parameter()
    {
        var refused = (await ActorSyncProcess.RunAsync(_workspace, "sandbox", "--route-limit", "GET /nowhere=5")).Expect(2);

        Assert.DoesNotContain("Parameter", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_client_needs_a_limit_of_which_it_takes_its_share()
    {
        var refused = (await ActorSyncProcess.RunAsync(_workspace, "sandbox", "--limit", "0", "--other-client", "0.3")).Expect(2);

        Assert.Contains("--limit 0 sets none", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_help_shows_the_options_with_an_example()
    {
        var help = (await ActorSyncProcess.RunAsync(_workspace, "sandbox", "--help")).Expect(0).Out;

        Assert.All(
            ["--other-client", "--queue-limit", "--organization-limit", "--route-limit", "--token-limit", "--every-fault", "--script", "--other-client 0.3 --script hour.json"],
            part => Assert.Contains(part, help, StringComparison.Ordinal));
    }
}
