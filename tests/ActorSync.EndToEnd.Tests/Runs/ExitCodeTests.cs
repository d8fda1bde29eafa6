using ActorSync.EndToEnd.Tests.Harness;

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

    private static void Damage(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = 4096;
        stream.Write(Enumerable.Repeat((byte)0x5A, (int)(stream.Length - 4096)).ToArray());
    }
}
