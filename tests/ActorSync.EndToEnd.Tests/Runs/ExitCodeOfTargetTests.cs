using System.Net;
using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class ExitCodeOfTargetTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Five_when_the_target_is_unreachable()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace);
        var environment = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__BaseUrl"] = "http://127.0.0.1:1/" };

        var failed = (await ActorSyncProcess.RunWithAsync(_workspace, environment, null, "run", "--source", "people.csv", "--output", "json")).Expect(5);

        Assert.Equal("failed", failed.Text("status"));
        Assert.Contains(" at 127.0.0.1:1, at last: the token endpoint: the connection was refused. ", failed.Error, StringComparison.Ordinal);
        Assert.Contains("Check Target:LoginUrl (Target:BaseUrl or Target:Region where none is set) and the network.", failed.Error, StringComparison.Ordinal);
        Assert.Contains("target-unreachable", failed.Rules);
    }

    [Fact]
    public async Task Five_when_the_credentials_are_refused()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace);
        var environment = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__ClientSecret"] = "not-the-right-one" };

        var failed = (await ActorSyncProcess.RunWithAsync(_workspace, environment, null, "plan", "--source", "people.csv", "--output", "json")).Expect(5);

        Assert.Equal("failed", failed.Text("status"));
        Assert.DoesNotContain("not-the-right-one", failed.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_after_a_second_answer_when_a_page_answers_in_place_of_the_login()
    {
        var asked = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var portal = builder.Build();
        portal.Run(context =>
        {
            Interlocked.Increment(ref asked);
            return context.Response.WriteAsync("<html>Sign in</html>");
        });
        await portal.StartAsync(TestContext.Current.CancellationToken);
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        var environment = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__LoginUrl"] = portal.Urls.Single() };

        var failed = (await ActorSyncProcess.RunWithAsync(_workspace, environment, null, "run", "--source", "people.csv", "--output", "json")).Expect(5);

        Assert.Contains("/oauth/token answered 200 without a usable token, and again", failed.Error, StringComparison.Ordinal);
        Assert.Contains("Check Target:LoginUrl (Target:BaseUrl or Target:Region where none is set) and the network.", failed.Error, StringComparison.Ordinal);
        Assert.Equal((2, 0), (asked, await target.CountAsync("api")));
    }

    [Fact]
    public async Task Five_when_a_permission_is_missing()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(
            _workspace, options => options with { Permissions = ["routing:skill:view", "directory:user:view"] }, SandboxServer.User("E1"));

        var planned = (await target.RunAsync(_workspace, "plan", "--source", "people.csv", "--output", "json")).Expect(0);
        Assert.Equal(1, planned.Number("users.changed"));

        var failed = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(5);
        Assert.Contains("routing:skill:assign", failed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public async Task Four_when_users_are_in_a_division_that_the_client_does_not_see_be_it_all_of_them(int? users)
    {
        string[] people = [.. Enumerable.Range(1, 6).Select(number => $"E{number}")];
        _workspace.WritePeople([.. people.Select(person => $"{person},,,Billing:3,")]);
        await using var target = await SandboxServer.StartAsync(
            _workspace,
            options => options with { Faults = [new FaultRule(FaultKind.UserForbidden) { Route = "PATCH", Times = users }] },
            [.. people.Select(person => SandboxServer.User(person))]);

        var ended = (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(4);

        Assert.Contains("user-forbidden", ended.Rules);
        Assert.Equal(people.Length - (users ?? people.Length), ended.Number("users.changed"));
        Assert.DoesNotContain("permission-missing", ended.Rules);
    }
}
