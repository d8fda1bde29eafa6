namespace ActorSync.EndToEnd.Tests.Scripts;

public sealed class MutationScriptTests : IDisposable
{
    private readonly ScriptTree _tree = new("tests/mutation");

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("| Pacing/A.cs | 95.0 | 19 | 1 | 0 | 0 | 0 | 0 |", 0)]
    [InlineData("| Pacing/A.cs | 80.0 | 16 | 4 | 0 | 0 | 0 | 0 |", 1)]
    public async Task The_score_decides(string row, int exitCode)
    {
        Assert.Equal(exitCode, (await ScoreAsync(row)).ExitCode);
    }

    [Theory]
    [InlineData("| Pacing/A.cs | N/A | 0 | 0 | 0 | 0 | 7 | 0 |")]
    [InlineData("| nothing |")]
    public async Task Where_no_mutant_was_counted_nothing_was_tested(string row)
    {
        var (exitCode, error) = await ScoreAsync(row);

        Assert.Equal(1, exitCode);
        Assert.Contains("no mutant was counted", error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Error)> ScoreAsync(string row)
    {
        _tree.StandIn("src/ActorSync.Core/Core.cs", string.Empty);
        _tree.StandIn("tests/ActorSync.Core.Tests/Tests.cs", string.Empty);
        _tree.StandIn(
            "path/dotnet",
            $"while [[ $# -gt 0 ]]; do if [[ \"$1\" == --output ]]; then mkdir -p \"$2/reports\"; echo '{row}' >\"$2/reports/mutation-report.md\"; fi; shift; done");

        var ended = await _tree.RunAsync("tests/mutation/core.sh");
        return (ended.ExitCode, ended.Error);
    }
}
