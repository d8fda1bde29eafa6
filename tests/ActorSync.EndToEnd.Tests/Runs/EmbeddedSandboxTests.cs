using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class EmbeddedSandboxTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("genesys")]
    [InlineData("guide")]
    public async Task A_first_run_has_something_to_show_a_second_is_silent_and_a_reset_begins_anew(string dialect)
    {
        using var workspace = new Workspace(dialect);
        workspace.WritePeople([.. Enumerable.Range(1, 40).Select(number => $"E{number},e{number}@example.com,,Billing:3;Spanish:2,Data_Protection|2026-01-15|2036-01-15|")]);

        var first = (await RunAsync(workspace, "run")).Expect(0);
        Assert.True(first.Number("users.changed") > 0);

        var second = (await RunAsync(workspace, "run")).Expect(0);
        Assert.Equal((0, 40), (second.Number("requests.writes"), second.Number("users.unchanged")));

        var anew = (await RunAsync(workspace, "run", "--sandbox-reset")).Expect(0);
        Assert.Equal(first.Number("users.changed"), anew.Number("users.changed"));

        var runs = (await ActorSyncProcess.RunAsync(workspace, "runs", "--sandbox", "--output", "json")).Expect(0);
        Assert.Equal(1, runs.Json.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task Standard_input_seeds_the_sandbox_and_is_run()
    {
        const string People = "employee_id,email,skills\nE1,e1@example.com,Billing:3\nE2,e2@example.com,Billing:2\n";

        var run = (await ActorSyncProcess.RunWithAsync(_workspace, null, People, "run", "--source", "-", "--sandbox", "--output", "json")).Expect(0);

        Assert.Equal(2, run.Number("users.inScope"));
    }

    [Fact]
    public async Task Its_state_lies_under_the_state_directory()
    {
        _workspace.WritePeople("E1,e1@example.com,,Billing:3,");

        (await RunAsync(_workspace, "plan")).Expect(0);

        Assert.True(File.Exists(Path.Combine(_workspace.StateDirectory, "sandbox-genesys", "sandbox.state")));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"kind\":\"user\",\"id\":\"u\",\"slot\":\"x\"}")]
    public async Task A_damaged_state_is_named_with_its_line_and_a_reset_begins_anew(string line)
    {
        _workspace.WritePeople("E1,e1@example.com,,Billing:3,");
        (await RunAsync(_workspace, "plan")).Expect(0);
        var state = Path.Combine(_workspace.StateDirectory, "sandbox-genesys", "sandbox.state");
        await File.AppendAllLinesAsync(state, [line, "{}"], TestContext.Current.CancellationToken);
        var number = (await File.ReadAllLinesAsync(state, TestContext.Current.CancellationToken)).Length - 1;

        var refused = (await RunAsync(_workspace, "plan")).Expect(2);
        (await RunAsync(_workspace, "plan", "--sandbox-reset")).Expect(0);

        Assert.Contains($"Line {number} of the sandbox state '{state}' cannot be used: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Begin anew with --sandbox-reset.", refused.Error, StringComparison.Ordinal);
    }

    private static Task<Ended> RunAsync(Workspace workspace, string command, params string[] more) =>
        ActorSyncProcess.RunAsync(workspace, [command, "--source", "people.csv", "--sandbox", "--output", "json", .. more]);
}
