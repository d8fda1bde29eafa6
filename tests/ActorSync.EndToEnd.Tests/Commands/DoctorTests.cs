using System.Text.Json;
using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Sandbox.Faults;

namespace ActorSync.EndToEnd.Tests.Commands;

public sealed class DoctorTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("genesys")]
    [InlineData("guide")]
    public async Task All_is_well_with_all_rights_and_nothing_changes(string dialect)
    {
        using var workspace = new Workspace(dialect);
        await using var target = await SandboxServer.StartAsync(workspace, SandboxServer.User("E1", ("Billing", 3)));
        var before = (await target.StateAsync()).GetRawText();

        var report = (await DoctorAsync(workspace, target)).Expect(0);

        Assert.DoesNotContain(Checks(report), check => check.GetProperty("status").GetString() is "failed" or "skipped");
        Assert.Equal(before, (await target.StateAsync()).GetRawText());
        Assert.False(Directory.Exists(workspace.StateDirectory));
    }

    [Fact]
    public async Task A_missing_right_to_write_ends_with_5_names_the_commands_that_would_fail_and_hinders_no_reading()
    {
        await using var target = await SandboxServer.StartAsync(
            _workspace, options => options with { Permissions = ["routing:skill:view", "directory:user:view"] }, SandboxServer.User("E1"));

        var report = (await DoctorAsync(_workspace, target)).Expect(5);

        Assert.Equal("ok", Check(report, "taxonomy").GetProperty("status").GetString());
        var assign = Check(report, "permission routing:skill:assign");
        Assert.Equal("failed", assign.GetProperty("status").GetString());
        Assert.Contains("apply, run and resume would fail", assign.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("routing:skill:assign", assign.GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_right_that_a_plan_needs_ends_with_5()
    {
        await using var target = await SandboxServer.StartAsync(
            _workspace, options => options with { Permissions = ["routing:skill:view"] }, SandboxServer.User("E1"));

        var report = (await DoctorAsync(_workspace, target)).Expect(5);

        Assert.Equal("failed", Check(report, "permission directory:user:view").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Refused_credentials_end_with_5_and_the_secret_is_not_shown()
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        var environment = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__ClientSecret"] = "not-the-right-one" };

        var report = (await ActorSyncProcess.RunWithAsync(_workspace, environment, null, "doctor", "--log-level", "debug")).Expect(5);

        Assert.Contains("FAILED   credentials: The OAuth client is refused (invalid_client).", report.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-right-one", report.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_nobody_listens_at_ends_with_5()
    {
        var environment = new Dictionary<string, string>
        {
            ["ACTORSYNC_Target__BaseUrl"] = "http://127.0.0.1:1/",
            ["ACTORSYNC_Target__ClientId"] = "sandbox",
            ["ACTORSYNC_Target__ClientSecret"] = "sandbox",
        };

        var report = (await InProcess.RunAsync(_workspace, TimeProvider.System, environment, "doctor")).Expect(5);

        Assert.Contains("FAILED   address: http://127.0.0.1:1/ cannot be reached", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_clock_is_told()
    {
        await using var target = await SandboxServer.StartAsync(
            _workspace, options => options with { ClockOffset = TimeSpan.FromMinutes(10) }, SandboxServer.User("E1"));

        var report = (await DoctorAsync(_workspace, target)).Expect(0);

        Assert.Contains("behind the target's", Check(report, "clock").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_of_an_earlier_run_holds_for_it_too_and_is_told_as_the_targets_wish()
    {
        await using var target = await StartPausedAsync();
        var before = await target.CountAsync("api");

        var report = (await DoctorAsync(_workspace, target)).Expect(130);

        Assert.Equal("interrupted", report.Text("status"));
        Assert.Equal(before, await target.CountAsync("api"));
        Assert.DoesNotContain(Checks(report), check => check.GetProperty("status").GetString() == "failed");
        Assert.All(
            ["permission directory:user:view", "taxonomy"],
            name => Assert.Contains("asked for a pause until 20", Check(report, name).GetProperty("message").GetString(), StringComparison.Ordinal));
        var pause = Check(report, "pause");
        Assert.Contains("a pause of t1 until 20", pause.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("actorsync resume after that instant", pause.GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_one_token_is_paused_a_free_one_asks()
    {
        await using var target = await StartPausedAsync();

        var report = (await DoctorAsync(_workspace, target, "--set", "Target:Tokens=2")).Expect(0);

        Assert.DoesNotContain(Checks(report), check => check.GetProperty("status").GetString() is "failed" or "skipped");
        Assert.Contains("a free token (1 of 2)", Check(report, "pause").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_that_it_meets_itself_is_kept_to()
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync("too-many-requests:seconds=14400,times=1");

        var report = (await DoctorAsync(_workspace, target)).Expect(130);
        var next = (await DoctorAsync(_workspace, target)).Expect(130);

        Assert.Equal(1, await target.CountAsync("api"));
        Assert.Contains("a pause of t1 until 20", Check(next, "pause").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("asked for a pause until 20", Check(report, "permission routing:skill:view").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_token_is_throttled_the_next_one_asks_if_another_is_allowed()
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync("too-many-requests:seconds=14400,times=1");

        var report = (await DoctorAsync(_workspace, target, "--set", "Target:Tokens=2")).Expect(0);

        Assert.Equal("ok", Check(report, "permission directory:user:edit").GetProperty("status").GetString());
        Assert.Equal("skipped", Check(report, "taxonomy").GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_used_ends_with_2()
    {
        var report = (await InProcess.RunAsync(_workspace, "doctor", "--set", "Target:Dialect=gide", "--output", "json")).Expect(2);

        Assert.Equal("failed", report.Text("status"));
    }

    [Fact]
    public async Task A_state_directory_that_is_a_file_ends_with_2()
    {
        _workspace.Write("blocked", "a file where a folder should be");
        await using var target = await SandboxServer.StartAsync(_workspace);

        var report = (await InProcess.RunAsync(
            _workspace, TimeProvider.System, target.Environment, "doctor", "--set", "State:Directory=blocked", "--output", "json")).Expect(2);

        Assert.Equal("failed", Check(report, "state directory").GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_declared_name_that_the_target_lacks_is_a_warning_with_the_remedy()
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var report = (await InProcess.RunAsync(
            _workspace, TimeProvider.System, target.Environment, "doctor", "--output", "json", "--set", """Taxonomy:Skills=[{"name":"Juggling"}]""",
            "--set", "Taxonomy:Certifications=[]")).Expect(0);

        Assert.Contains("Juggling", Check(report, "taxonomy").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("taxonomy apply", Check(report, "taxonomy").GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    private async Task<SandboxServer> StartPausedAsync()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        var target = await SandboxServer.StartAsync(
            _workspace, options => options with { Faults = [FaultRule.TryParse("too-many-requests:seconds=3600,times=1,route=PATCH", out _)!] }, SandboxServer.User("E1"));
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(130);
        return target;
    }

    private static Task<Ended> DoctorAsync(Workspace workspace, SandboxTarget target, params string[] more) =>
        InProcess.RunAsync(workspace, TimeProvider.System, target.Environment, ["doctor", "--output", "json", .. more]);

    private static JsonElement.ArrayEnumerator Checks(Ended report) => report.Json.GetProperty("checks").EnumerateArray();

    private static JsonElement Check(Ended report, string name) => Checks(report).Single(check => check.GetProperty("name").GetString() == name);
}
