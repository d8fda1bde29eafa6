using ActorSync.Cli.Sandboxes;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Commands;

public sealed class SandboxCommandTests : IDisposable
{
    private readonly Workspace _workspace = new("guide");

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_says_where_it_listens_and_stops_with_0_when_asked(string signal)
    {
        _workspace.WritePeople("E1,e1@example.com,,Billing:3,");
        await using var sandbox = await SandboxProcess.StartAsync(_workspace, "--seed", "people.csv");

        Assert.Equal($"listening on {sandbox.Address.GetLeftPart(UriPartial.Authority)} (dialect guide)", sandbox.Announcement);
        Assert.Equal("guide", (await sandbox.StateAsync()).GetProperty("dialect").GetString());

        var ended = (await sandbox.StopAsync(signal)).Expect(0);
        Assert.Empty(ended.Error);
    }

    [Fact]
    public async Task It_serves_the_people_of_the_seed()
    {
        _workspace.WritePeople("0042,zoe@example.com,,Billing:3,", "E2,,terminated,Sales:1,");
        await using var sandbox = await SandboxProcess.StartAsync(_workspace, "--seed", "people.csv");

        var users = (await sandbox.StateAsync()).GetProperty("users").EnumerateArray().Select(user => user.GetProperty("employeeId").GetString());

        Assert.Equal(["0042", "E2"], users);
    }

    [Fact]
    public async Task Names_that_nobody_declared_are_served_where_nothing_is_declared()
    {
        File.Delete(_workspace.ConfigurationFile);
        _workspace.WritePeople("E1,e1@example.com,,Juggling:3,");
        await using var sandbox = await SandboxProcess.StartAsync(_workspace, "--seed", "people.csv");

        var skills = (await sandbox.StateAsync()).GetProperty("skills").EnumerateArray().Select(skill => skill.GetProperty("name").GetString());

        Assert.Contains("Juggling", skills);
    }

    [Fact]
    public async Task Without_a_seed_it_serves_the_shipped_sample()
    {
        File.Delete(_workspace.ConfigurationFile);
        await using var sandbox = await SandboxProcess.StartAsync(_workspace);

        Assert.True((await sandbox.StateAsync()).GetProperty("users").GetArrayLength() >= 200);
    }

    [Fact]
    public async Task Its_state_survives_in_a_file()
    {
        _workspace.WritePeople("E1,e1@example.com,,Billing:3,");
        await using (var first = await SandboxProcess.StartAsync(_workspace, "--seed", "people.csv", "--state", "sandbox.state"))
        {
            await first.EditAsync("""{"employeeId": "E1", "skills": {"Spanish": 4}}""");
            await first.StopAsync("KILL");
        }

        await using var second = await SandboxProcess.StartAsync(_workspace, "--seed", "people.csv", "--state", "sandbox.state");

        var skills = (await second.UserAsync("E1")).GetProperty("skills");
        Assert.Equal(4, skills.GetProperty("Spanish").GetDouble());
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("people.csv")]
    [InlineData("other.json")]
    [InlineData("people.csv/below")]
    [InlineData("damaged.state")]
    [InlineData("list.state")]
    [InlineData("slot.state")]
    [InlineData("format.state", "Line 1 ", "is of format 9, and this version knows format 1 alone")]
    [InlineData("cut.state", "was cut short: it had at least 3 documents, and 0 are left")]
    [InlineData("old.state", "was cut short")]
    public async Task A_state_that_cannot_be_kept_is_named_with_the_remedy_and_left_as_it_is(string state, params string[] problems)
    {
        Directory.CreateDirectory(Path.Combine(_workspace.Folder, "folder"));
        _workspace.WritePeople("E1,e1@example.com,,Billing:3,");
        _workspace.Write("other.json", "{\"kind\": 1}\n");
        _workspace.Write("damaged.state", "{\"kind\":\"sandbox\",\"format\":1,\"dialect\":\"Guide\"}\n{\"kind\":\"user\"}\n{}\n");
        _workspace.Write("format.state", "{\"kind\":\"sandbox\",\"format\":9,\"dialect\":\"Guide\"}\n");
        _workspace.Write("cut.state", "{\"kind\":\"sandbox\",\"format\":1,\"dialect\":\"Guide\",\"documents\":3}\n");
        _workspace.Write("old.state", "{\"kind\":\"sandbox\",\"format\":1,\"dialect\":\"Guide\"}\n");
        _workspace.Write("list.state", "{\"kind\":\"sandbox\",\"format\":1,\"dialect\":\"Guide\"}\n[1]\n");
        _workspace.Write("slot.state", "{\"kind\":\"sandbox\",\"format\":1,\"dialect\":\"Guide\"}\n{\"kind\":\"user\",\"id\":\"u\",\"slot\":\"x\"}\n");
        var before = await File.ReadAllTextAsync(Path.Combine(_workspace.Folder, "people.csv"), TestContext.Current.CancellationToken);

        var refused = (await ActorSyncProcess.RunAsync(_workspace, "sandbox", "--dialect", "guide", "--state", state)).Expect(2);

        Assert.Contains($"cannot keep its state in {Path.Combine(_workspace.Folder, state)}: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Name another file with --state", refused.Error, StringComparison.Ordinal);
        Assert.All(problems, problem => Assert.Contains(problem, refused.Error, StringComparison.Ordinal));
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(_workspace.Folder, "people.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_state_in_use_is_said_to_be_so_with_the_remedy()
    {
        _workspace.WritePeople("E1,e1@example.com,,Billing:3,");
        await using var first = await SandboxProcess.StartAsync(_workspace, "--seed", "people.csv", "--state", "sandbox.state");

        var refused = (await ActorSyncProcess.RunAsync(_workspace, "sandbox", "--dialect", "guide", "--state", "sandbox.state")).Expect(6);

        Assert.Contains(
            $"cannot keep its state in {Path.Combine(_workspace.Folder, "sandbox.state")}: another process does. Stop the other, or name another file with --state.",
            refused.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_that_cannot_be_used_is_not_the_fault_of_a_state_that_is_not_there_yet()
    {
        var state = Path.Combine(_workspace.Folder, "sandbox.state");

        Assert.Null(ServedState.FailureOf(new InvalidDataException("The seed speaks of the skill 'Juggling', which it does not hold."), state));
        _workspace.Write("sandbox.state", "{}");
        Assert.Contains("cannot keep its state in", ServedState.FailureOf(new InvalidDataException("Line 1 is no JSON."), state)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_clear_message()
    {
        await using var first = await SandboxProcess.StartAsync(_workspace);

        var refused = (await ActorSyncProcess.RunAsync(_workspace, "sandbox", "--port", $"{first.Address.Port}")).Expect(2);

        Assert.Contains("The sandbox cannot start", refused.Error, StringComparison.Ordinal);
    }
}
