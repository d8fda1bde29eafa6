using System.Net;
using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Seeding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class ExitCodeTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("genesys")]
    [InlineData("guide")]
    public async Task Zero_when_everything_is_as_desired_and_again_without_a_write(string dialect)
    {
        using var workspace = new Workspace(dialect);
        workspace.WritePeople("E1,,,Billing:3;Spanish:2,", "E2,,,Sales:1,");
        await using var target = await SandboxServer.StartAsync(workspace, SandboxServer.User("E1", ("Billing", 1)), SandboxServer.User("E2", ("Sales", 1)));

        var planned = (await target.RunAsync(workspace, "plan", "--source", "people.csv", "--output", "json")).Expect(0);
        Assert.Equal("planned", planned.Text("status"));
        Assert.Equal(0, await target.CountAsync("writes"));

        var first = (await target.RunAsync(workspace, "run", "--source", "people.csv", "--output", "json")).Expect(0);
        Assert.Equal("converged", first.Text("status"));
        Assert.Equal((1, 1), (first.Number("users.changed"), first.Number("users.unchanged")));
        Assert.Equal(await target.CountAsync("writes"), first.Number("requests.writes"));
        Assert.Equal(first.Number("requests.writesLowerBound"), first.Number("requests.writes"));

        var second = (await target.RunProcessAsync(workspace, "run", "--source", "people.csv", "--output", "json")).Expect(0);
        Assert.Equal((0, 0), (second.Number("users.changed"), second.Number("requests.writes")));
    }

    [Fact]
    public async Task Two_when_the_journal_is_damaged_and_standard_output_is_still_one_object()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        Damage(Directory.GetFiles(_workspace.StateDirectory, "journal.db", SearchOption.AllDirectories).Single());

        var failed = (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(2);

        Assert.Equal("failed", failed.Text("status"));
        Assert.Contains("'database disk image is malformed'. Restore it from a backup", failed.Json.GetProperty("findings")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failed.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_when_the_state_directory_or_the_plans_file_cannot_be_used()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        _workspace.Write("blocked", "a file where a folder should be");
        Directory.CreateDirectory(_workspace.PathOf("folder"));
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var state = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--set", "State:Directory=blocked", "--output", "json")).Expect(2);
        Assert.Equal("failed", state.Text("status"));
        Assert.Contains("State:Directory", state.Error, StringComparison.Ordinal);

        var plan = (await target.RunAsync(_workspace, "plan", "--source", "people.csv", "--out", "folder", "--output", "json")).Expect(2);
        Assert.Contains("folder", plan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_when_nothing_can_be_written_beside_the_journal_for_those_who_only_read_too()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        var journal = Directory.GetFiles(_workspace.StateDirectory, "journal.db", SearchOption.AllDirectories).Single();
        File.CreateSymbolicLink($"{journal}-shm", _workspace.PathOf("missing/file"));

        foreach (var command in new string[][] { ["plan", "--source", "people.csv"], ["run", "--source", "people.csv"], ["runs"], ["resume"] })
        {
            var refused = (await target.RunProcessAsync(_workspace, command)).Expect(2);
            Assert.Contains(journal, refused.Error, StringComparison.Ordinal);
            Assert.Contains("State:Directory", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_when_the_journal_is_gone_that_knows_what_is_owned()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        File.Delete(Directory.GetFiles(_workspace.StateDirectory, "journal.db", SearchOption.AllDirectories).Single());

        (await target.RunProcessAsync(_workspace, "plan", "--source", "people.csv")).Expect(2);
        var refused = (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(2);

        Assert.Contains("journal.db", refused.Error, StringComparison.Ordinal);
        Assert.Contains("from a backup", refused.Error, StringComparison.Ordinal);
        Assert.Contains("run again", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task Two_when_what_is_applied_is_no_plan()
    {
        _workspace.Write("plan.json", """{"people": []}""");
        await using var target = await SandboxServer.StartAsync(_workspace);

        var refused = (await target.RunAsync(_workspace, "apply", "plan.json", "--output", "json")).Expect(2);

        Assert.Equal("failed", refused.Text("status"));
        Assert.Equal(0, await target.CountAsync("api"));
    }

    [Fact]
    public async Task Three_when_the_guard_holds_and_no_write_was_sent()
    {
        _workspace.WritePeople("E1,,,Billing:0;Sales:0,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1", ("Billing", 1), ("Sales", 1)));

        var held = (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv", "--set", "Guard:MaxRemovals=1", "--output", "json")).Expect(3);

        Assert.Equal(("held", "hold"), (held.Text("status"), held.Text("guard.verdict")));
        Assert.Equal(0, await target.CountAsync("writes"));

        var accepted = (await target.RunProcessAsync(
            _workspace, "run", "--source", "people.csv", "--set", "Guard:MaxRemovals=1", "--accept", "agreed with the floor", "--output", "json")).Expect(0);
        Assert.Equal("overridden", accepted.Text("guard.verdict"));
    }

    [Theory]
    [InlineData("people.csv", "name,skills\nE1,Billing:3\n", "key-column-missing")]
    [InlineData("people.csv", "employee_id,skills\n", "file-empty")]
    [InlineData("people.json", "employee_id,skills\nE1,Billing:3\n", "not-what-its-name-says")]
    public async Task Three_when_the_file_is_held_and_no_write_was_sent(string name, string text, string rule)
    {
        _workspace.Write(name, text);
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var held = (await target.RunAsync(_workspace, "run", "--source", name, "--output", "json")).Expect(3);

        Assert.Equal("held", held.Text("status"));
        Assert.Contains(rule, held.Rules);
        Assert.Equal(0, await target.CountAsync("writes"));
    }

    [Theory]
    [InlineData("E1,,,Billing:9,")]
    [InlineData("E1,,,Juggling:1,")]
    [InlineData("E1,,,Claims:1,")]
    [InlineData("E1,,,,Data_Protection|2026-99-15||")]
    [InlineData("E1,,on holiday,,")]
    [InlineData("E2,,,Billing:3,")]
    public async Task Four_when_a_row_or_an_item_is_rejected_or_a_person_is_unmatched(string row)
    {
        _workspace.WritePeople(row);
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var partial = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(4);

        Assert.Equal("partial", partial.Text("status"));
        Assert.Equal(1, partial.Number("rows.rejected") + partial.Number("items.rejected") + partial.Number("users.unmatched"));
        Assert.NotEmpty(partial.Rules);
    }

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

    [Fact]
    public async Task Six_when_a_plan_is_applied_twice_or_the_configuration_has_changed()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        (await target.RunProcessAsync(_workspace, "plan", "--source", "people.csv", "--out", "plan.json")).Expect(0);

        var stale = (await target.RunProcessAsync(_workspace, "apply", "plan.json", "--set", "Policy:Removal=managed", "--output", "json")).Expect(6);
        Assert.Equal("failed", stale.Text("status"));

        var applied = (await target.RunProcessAsync(_workspace, "apply", "plan.json", "--output", "json")).Expect(0);
        Assert.Equal(1, applied.Number("users.changed"));

        (await target.RunProcessAsync(_workspace, "apply", "plan.json", "--output", "json")).Expect(6);
        Assert.Equal(1, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task Six_and_130_when_a_run_is_interrupted_another_begins_and_zero_when_it_is_resumed()
    {
        const int Users = 150; // At the pace below far more than a crowded machine needs for what happens meanwhile.
        SeedUser[] users = [.. Enumerable.Range(1, Users).Select(number => SandboxServer.User($"E{number}"))];
        _workspace.WritePeople([.. users.Select(user => $"{user.EmployeeId},,,Billing:3,")]);
        await using var target = await SandboxServer.StartAsync(_workspace, users);

        // The local pace is slow enough that most of the run is still to come when the first write arrives.
        var slow = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__RequestsPerMinute"] = "60" };
        using var running = ActorSyncProcess.Start(_workspace, slow, ["run", "--source", "people.csv", "--output", "json"]);
        while (await target.CountAsync("writes") == 0)
        {
            await Task.Yield();
        }

        var second = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(6);
        Assert.Contains($"process {running.Id}", second.Error, StringComparison.Ordinal);

        await running.SignalAsync("INT");
        var interrupted = (await running.EndAsync()).Expect(130);
        Assert.Equal("interrupted", interrupted.Text("status"));
        Assert.Contains("Stopping: nothing new is sent, and what is in flight has up to 4 s to end.", interrupted.Error, StringComparison.Ordinal);
        Assert.True(interrupted.Number("users.failed") > 0);

        var third = (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(6);
        Assert.Contains(interrupted.Text("runId")!, third.Error, StringComparison.Ordinal);

        var resumed = (await target.RunAsync(_workspace, "resume", "--output", "json")).Expect(0);
        Assert.Equal(("converged", Users, 1), (resumed.Text("status"), resumed.Number("users.changed"), resumed.Number("resumedCount")));
        Assert.Equal(interrupted.Text("runId"), resumed.Text("runId"));
        Assert.Equal(Users, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task A_pause_that_is_too_long_says_until_when()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(
            _workspace, options => options with { Faults = [FaultRule.TryParse("too-many-requests:seconds=3600,times=1,route=PATCH", out _)!] }, SandboxServer.User("E1"));

        var interrupted = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(130);

        Assert.Equal("interrupted", interrupted.Text("status"));
        Assert.Contains("pause-too-long", interrupted.Rules);
    }

    [Fact]
    public async Task Zero_when_there_is_nothing_to_resume()
    {
        await using var target = await SandboxServer.StartAsync(_workspace);

        var resumed = (await target.RunAsync(_workspace, "resume")).Expect(0);

        Assert.Equal("No run is open: there is nothing to go on with.\n", resumed.Out);

        var json = (await target.RunAsync(_workspace, "resume", "--output", "json")).Expect(0);

        Assert.NotEqual("converged", json.Text("status"));
        Assert.Contains("nothing-open", json.Rules);
    }

    [Fact]
    public async Task Four_when_an_abandoned_run_that_left_people_undone_is_to_be_gone_on_with()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(
            _workspace, options => options with { Permissions = ["routing:skill:view", "directory:user:view"] }, SandboxServer.User("E1"));
        var run = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(5).Text("runId")!;
        (await target.RunAsync(_workspace, "runs", "abandon", run)).Expect(0);

        var resumed = (await target.RunAsync(_workspace, "resume", run, "--output", "json")).Expect(4);
        var told = (await target.RunAsync(_workspace, "resume", run)).Expect(4);
        var again = (await target.RunAsync(_workspace, "runs", "abandon", run)).Expect(0);

        Assert.Equal((run, "partial", 1), (resumed.Text("runId"), resumed.Text("status"), resumed.Number("users.failed")));
        Assert.Contains($"Run {run} is not open: it was abandoned", told.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("converged", told.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("converged", again.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zero_for_the_record_of_a_failed_run_which_says_why_it_failed()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        var environment = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__ClientSecret"] = "not-the-right-one" };
        var failed = (await ActorSyncProcess.RunWithAsync(_workspace, environment, null, "run", "--source", "people.csv", "--output", "json")).Expect(5);
        var run = failed.Text("runId")!;

        var shown = (await target.RunAsync(_workspace, "runs", run)).Expect(0);
        var resumed = (await target.RunAsync(_workspace, "resume", run, "--output", "json")).Expect(5);

        Assert.Contains("credentials-refused", failed.Rules);
        Assert.Contains("credentials-refused", shown.Out, StringComparison.Ordinal);
        Assert.Contains("credentials-refused", resumed.Rules);
    }

    // Every page but the first, which SQLite reads before anything else.
    private static void Damage(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = 4096;
        stream.Write(Enumerable.Repeat((byte)0x5A, (int)(stream.Length - 4096)).ToArray());
    }
}
