using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Commands;

public sealed class SimulateTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_same_seed_is_the_same_story_in_another_process()
    {
        var here = (await InProcess.RunAsync(_workspace, "simulate", "--seed", "42", "--faults", "all", "--output", "json")).Expect(0);
        var there = (await ActorSyncProcess.RunAsync(_workspace, "simulate", "--seed", "42", "--faults", "all", "--output", "json")).Expect(0);
        var other = (await InProcess.RunAsync(_workspace, "simulate", "--seed", "43", "--faults", "all", "--output", "json")).Expect(0);

        Assert.Equal("held", here.Text("status"));
        Assert.Equal(here.Text("hash"), there.Text("hash"));
        Assert.NotEqual(here.Text("hash"), other.Text("hash"));
    }

    [Fact]
    public async Task The_command_that_it_prints_tells_the_same_story_again()
    {
        var first = (await InProcess.RunAsync(_workspace, "simulate", "--seed", "7", "--output", "json")).Expect(0);

        var again = (await InProcess.RunAsync(_workspace, [.. first.Text("again")!.Split(' ')[1..], "--output", "json"])).Expect(0);

        Assert.Equal(first.Text("hash"), again.Text("hash"));
    }

    [Fact]
    public async Task The_people_of_a_file_are_simulated_and_nothing_else_is_touched()
    {
        _workspace.WritePeople("E1,,active,Billing:3;Sales,Data_Protection|2026-01-15||", "E2,,active,Billing:1,");

        var report = (await InProcess.RunAsync(_workspace, "simulate", "--source", "people.csv", "--seed", "3", "--seeds", "20", "--events", "story.txt")).Expect(0);

        Assert.Contains("20 seeds", report.Out, StringComparison.Ordinal);
        Assert.Contains("2 people", report.Out, StringComparison.Ordinal);
        Assert.Contains("user-E2", File.ReadAllText(_workspace.PathOf("story.txt")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workspace.StateDirectory));
    }

    [Fact]
    public async Task A_file_that_is_held_is_not_simulated()
    {
        _workspace.Write("people.csv", "name,skills\nE1,Billing:3\n");

        var report = (await InProcess.RunAsync(_workspace, "simulate", "--source", "people.csv")).Expect(3);

        Assert.Contains("actorsync validate --source people.csv", report.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--faults", "flood", "hand-edits")]
    [InlineData("--people", "0", "--people")]
    [InlineData("--dialect", "klingon", "genesys")]
    public async Task What_cannot_be_meant_is_refused_with_what_can(string option, string value, string named)
    {
        var refused = (await InProcess.RunAsync(_workspace, "simulate", option, value)).Expect(2);

        Assert.Contains(named, refused.Error, StringComparison.Ordinal);
    }
}
