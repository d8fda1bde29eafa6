using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.CommandLine;

public sealed class UsageTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("rnu", "Did you mean 'run'?")]
    [InlineData("dcotor", "Did you mean 'doctor'?")]
    [InlineData("run --sorce people.csv", "'--sorce' is no option of run. Did you mean '--source'?")]
    [InlineData("run -s people.csv", "'-s' is no option of run.")]
    [InlineData("run", "run needs a source")]
    [InlineData("run --source", "--source needs a value")]
    [InlineData("run --source --sandbox", "--source needs a value")]
    [InlineData("run people.csv", "run does not take 'people.csv'. A source file is given as --source FILE.")]
    [InlineData("run --source a.csv --accept", "--accept needs a value")]
    [InlineData("run --source a.csv --only 1 --only 2", "--only was given twice")]
    [InlineData("run --sandbox=yes", "--sandbox takes no value")]
    [InlineData("plan --source a.csv --output xml", "--output is one of text, json, not 'xml'")]
    [InlineData("plan --source a.csv --log-level verbos", "--log-level is one of debug, information, warning, error")]
    [InlineData("plan --source - --source -", "Standard input can be read once")]
    [InlineData("apply", "apply needs PLAN")]
    [InlineData("apply one.json two.json", "apply does not take 'two.json'")]
    [InlineData("runs abandon", "runs abandon needs RUN")]
    [InlineData("runs abandn", "Did you mean 'runs abandon'?")]
    [InlineData("undo", "undo needs RUN")]
    [InlineData("undo 2026Z --out nowhere/plan.json", "there is no such folder")]
    [InlineData("taxonomy", "taxonomy needs one of import, plan, apply")]
    [InlineData("taxonomy aply", "Did you mean 'taxonomy apply'?")]
    [InlineData("sandbox --dialect gide", "--dialect is one of guide, genesys, not 'gide'. Did you mean 'guide'?")]
    [InlineData("sandbox --limit fast", "--limit is N or N/SECONDS")]
    [InlineData("sandbox --port abc", "abc")]
    [InlineData("sandbox --fault stal", "is no fault")]
    public async Task Wrong_usage_ends_with_2_and_one_clear_message(string arguments, string message)
    {
        var refused = (await InProcess.RunAsync(_workspace, arguments.Split(' '))).Expect(2);

        Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Out);
    }

    [Theory]
    [InlineData("Target:Dialct=guide", "Target:Dialect")]
    [InlineData("Polcy:Removal=never", "Policy:Removal")]
    [InlineData("Guard:MaxRemovals=many", "Guard:MaxRemovals")]
    public async Task A_key_that_is_unknown_or_impossible_is_named_with_the_nearest_one(string set, string named)
    {
        _workspace.WritePeople("E1,,,Billing:3,");

        var refused = (await InProcess.RunAsync(_workspace, "validate", "--source", "people.csv", "--set", set)).Expect(2);

        Assert.Contains(named, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_environment_variable_of_the_product_is_named()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        var environment = new Dictionary<string, string> { ["ACTORSYNC_Target__Tokns"] = "2" };

        var refused = (await ActorSyncProcess.RunWithAsync(_workspace, environment, null, "validate", "--source", "people.csv")).Expect(2);

        Assert.Contains("ACTORSYNC_Target__Tokns", refused.Error, StringComparison.Ordinal);
        Assert.Contains("ACTORSYNC_Target__Tokens", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_of_the_file_is_named()
    {
        _workspace.Configure("\"Gaurd\": { \"MaxRemovals\": 3 },");
        _workspace.WritePeople("E1,,,Billing:3,");

        var refused = (await InProcess.RunAsync(_workspace, "validate", "--source", "people.csv")).Expect(2);

        Assert.Contains("Gaurd", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Guard", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_file_that_is_named_must_be_there()
    {
        var refused = (await InProcess.RunAsync(_workspace, "doctor", "--config", "other.json")).Expect(2);

        Assert.Contains("other.json", refused.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run --source nowhere.csv --output json")]
    [InlineData("plan --source nowhere.csv --output json")]
    [InlineData("plan --output=json")]
    [InlineData("apply nowhere.json --output json")]
    [InlineData("resume --set Target:Dialct=guide --output json")]
    public async Task A_run_that_cannot_begin_still_writes_exactly_one_summary(string arguments)
    {
        var refused = (await InProcess.RunAsync(_workspace, arguments.Split(' '))).Expect(2);

        Assert.Equal("failed", refused.Text("status"));
        Assert.Equal(
            ["runId", "status", "mode", "rows", "items", "users", "operations", "requests", "guard", "findings", "startedAt", "finishedAt", "resumedCount", "doubts", "gateway"],
            refused.Json.EnumerateObject().Select(property => property.Name));
        Assert.NotEmpty(refused.Rules);
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_named()
    {
        var refused = (await InProcess.RunAsync(_workspace, "run", "--source", "nowhere.csv", "--sandbox")).Expect(2);

        Assert.Contains("nowhere.csv cannot be read: there is no such file.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pilot_group_of_nobody_is_refused()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        _workspace.Write("pilots.txt", "\n  \n");

        var refused = (await InProcess.RunAsync(_workspace, "validate", "--source", "people.csv", "--only", "@pilots.txt")).Expect(2);

        Assert.Contains("names nobody", refused.Error, StringComparison.Ordinal);
    }
}
