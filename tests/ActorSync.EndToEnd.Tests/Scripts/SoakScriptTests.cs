namespace ActorSync.EndToEnd.Tests.Scripts;

public sealed class SoakScriptTests : IDisposable
{
    private const string Harness = "benchmarks/ActorSync.Benchmarks/bin/Release/net10.0/ActorSync.Benchmarks";
    private const string EngineTests = "tests/ActorSync.Engine.Tests/bin/Release/net10.0/ActorSync.Engine.Tests";

    private readonly ScriptTree _tree = new("tests/soak");

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("echo '3 checks passed, 0 failed'", 0, "6 checks passed, 0 failed")]
    [InlineData("echo '3 checks passed, 0 failed'; exit 1", 1, "6 checks passed, 2 failed")]
    [InlineData("echo '3 checks passed, 1 failed'; exit 1", 1, "6 checks passed, 2 failed")]
    [InlineData("exit 1", 1, "0 checks passed, 2 failed")]
    public async Task A_soak_of_the_harness_fails_where_a_check_the_exit_code_or_the_closing_line_says_so(string harness, int exitCode, string closing)
    {
        _tree.StandIn(Harness, harness);

        var ended = await _tree.RunAsync("tests/soak/lost-answers.sh");

        Assert.Equal((exitCode, closing), (ended.ExitCode, ended.Output.TrimEnd().Split('\n')[^1]));
    }

    [Theory]
    [InlineData("echo ' x Total: 4, Errors: 0, Failed: 0, Skipped: 0,'", 0, "4 checks passed, 0 failed")]
    [InlineData("echo ' x Total: 4, Errors: 0, Failed: 0, Skipped: 0,'; exit 3", 1, "4 checks passed, 1 failed")]
    [InlineData("echo ' x Total: 4, Errors: 0, Failed: 1, Skipped: 0,'; exit 1", 1, "3 checks passed, 1 failed")]
    [InlineData("exit 3", 1, "0 checks passed, 1 failed")]
    public async Task So_does_a_soak_that_runs_tests_of_the_suite(string tests, int exitCode, string closing)
    {
        _tree.StandIn(EngineTests, tests);

        var ended = await _tree.RunAsync("tests/soak/crash-steps.sh");

        Assert.Equal((exitCode, closing), (ended.ExitCode, ended.Output.TrimEnd().Split('\n')[^1]));
    }

    [Fact]
    public async Task Runs_are_killed_on_each_dialect_with_each_journal()
    {
        _tree.StandIn(Harness, "echo \"$*\"; echo '1 checks passed, 0 failed'");

        var runs = (await _tree.RunAsync("tests/soak/killed-runs.sh")).Output.Split('\n').Where(line => line.StartsWith("killed-run ", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            [("genesys", false), ("genesys", true), ("guide", false), ("guide", true)],
            runs.Select(run => (run.Split(' ')[2], run.Contains("--journal postgres", StringComparison.Ordinal))).Order());
        Assert.All(runs.Where(run => run.Contains("postgres", StringComparison.Ordinal)), run => Assert.Contains("--postgres-kills 10", run, StringComparison.Ordinal));
    }
}
