using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using ActorSync.Cli.Commands;
using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Simulation.Stories;

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
    public async Task The_command_that_it_prints_names_the_file_and_the_configuration_too()
    {
        _workspace.Write("all people.csv", "employee_id,status,skills\nE1,active,Billing:3\nE2,active,{empty}\n");

        var first = (await InProcess.RunAsync(_workspace, "simulate", "--source", "all people.csv", "--set", "Policy:Removal=never", "--seed", "7", "--output", "json")).Expect(0);

        Assert.StartsWith("actorsync simulate --source 'all people.csv' --set Policy:Removal=never --seed 7 ", first.Text("again"), StringComparison.Ordinal);
        var again = (await InProcess.RunAsync(_workspace, [.. first.Text("again")!.Replace("'all people.csv'", "FILE", StringComparison.Ordinal).Split(' ')[1..].Select(word => word == "FILE" ? "all people.csv" : word), "--output", "json"])).Expect(0);
        Assert.Equal(first.Text("hash"), again.Text("hash"));
    }

    [Fact]
    public async Task A_file_is_read_as_the_dialect_wants_it_that_is_simulated()
    {
        _workspace.Write("people.csv", "employee_id,status,skills\nE1,active,Billing:4.5\n");

        var guide = (await InProcess.RunAsync(_workspace, "simulate", "--source", "people.csv", "--seeds", "5", "--dialect", "guide", "--set", "Target:Dialect=genesys")).Expect(0);

        Assert.Contains("guide", guide.Out, StringComparison.Ordinal);
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
    public async Task Zeros_times_lapses_and_leavers_of_a_file_end_right()
    {
        _workspace.Write("people.csv", "employee_id,status,skills,certifications\nE1,active,Billing:0;Sales:2,Data_Protection|2026-01-15|2027-01-15|lapse\nE2,terminated,Billing:1,\nE3,active,&&NO_OVERWRITE&&,{empty}\nE4,inactive,Billing:4,\n");
        _workspace.Write("skills.csv", "employee_id,skill,level,effective_date,end_date\nE5,Billing,3,2026-01-01,2026-06-30\nE5,Billing,5,2026-07-01,\nE5,Sales,2,,2025-12-31\nE6,Sales,,,\n");

        var report = (await InProcess.RunAsync(_workspace, "simulate", "--source", "people.csv", "--source", "skills.csv", "--seeds", "40")).Expect(0);

        Assert.Contains("6 people", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_held_is_not_simulated()
    {
        _workspace.Write("people.csv", "name,skills\nE1,Billing:3\n");

        var report = (await InProcess.RunAsync(_workspace, "simulate", "--source", "people.csv")).Expect(3);

        Assert.Contains("actorsync validate --source people.csv", report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_names_every_fault() =>
        Assert.Contains($"some of {string.Join(", ", FaultNames.All)}.", HelpOf(nameof(SimulateSettings.Faults)), StringComparison.Ordinal);

    [Fact]
    public void The_help_says_how_many_people_can_be_invented() => Assert.Contains(
        string.Create(CultureInfo.InvariantCulture, $"of invented ones at most {InventedRosters.MostPeople},"), HelpOf(nameof(SimulateSettings.People)), StringComparison.Ordinal);

    [Theory]
    [InlineData("--faults", "flood", "hand-edits")]
    [InlineData("--people", "0", "--people")]
    [InlineData("--people", "100", "at most 12")]
    [InlineData("--dialect", "klingon", "genesys")]
    public async Task What_cannot_be_meant_is_refused_with_what_can(string option, string value, string named)
    {
        var refused = (await InProcess.RunAsync(_workspace, "simulate", option, value)).Expect(2);

        Assert.Contains(named, refused.Error, StringComparison.Ordinal);
    }

    private static string HelpOf(string option) => typeof(SimulateSettings).GetProperty(option)!.GetCustomAttribute<DescriptionAttribute>()!.Description;
}
