using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 9 of what a run does to a person: nothing is taken away on the strength of an old observation.</summary>
public sealed class Point09FreshnessTests
{
    private const string Expiry = "2026-12-30T23:59:59.999Z";

    public static MatrixTheoryData<TargetDialect, string> Losses => new(BothDialects.All, ["Billing:1;Claims:4", "Claims:4"]);

    // The certification is written first and its answer is kept; the skills' turn comes when the observation is half an hour old.
    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_removal_or_lower_rating_that_rests_on_an_old_observation_is_read_again_first(TargetDialect dialect, string skills)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 3), ("Claims", 4))]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        world.IsDisturbed = true;
        await world.StallWriteAsync();

        var running = world.RunAsync($"employee_id,skills,certifications\n001,{skills},FirstAid||2026-12-31\n");
        await world.Target.ReceiveWritesAsync(1, running);
        world.Time.Pass(TimeSpan.FromMinutes(31));
        world.EndStall();
        var report = await running;

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal(skills.Replace(':', '=').Replace(";", ", ", StringComparison.Ordinal), await world.Target.SkillsOfAsync("001"));
        Assert.True(report.Summary.Requests.Sent > report.Summary.Forecast);
        var requests = await world.Target.RequestsAsync();
        var firstWrite = requests.FindIndex(request => request.IsWrite);
        var secondWrite = requests.FindLastIndex(request => request.IsWrite);
        Assert.Contains(requests[firstWrite..secondWrite], request => request.Method == "GET");
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task What_has_been_taken_away_by_hand_meanwhile_is_not_taken_again(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 3), ("Claims", 4))]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        world.IsDisturbed = true;
        await world.StallWriteAsync();

        var running = world.RunAsync("employee_id,skills,certifications\n001,Claims:4,FirstAid||2026-12-31\n");
        await world.Target.ReceiveWritesAsync(1, running);
        world.Time.Pass(TimeSpan.FromMinutes(31));
        await world.Target.EditAsync("001", """ "skills": {"Billing": null} """);
        world.EndStall();
        var report = await running;

        Assert.Equal("Claims=4", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(0, report.Summary.Operations.SkillsRemoved);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_removal_that_rests_on_a_newer_observation_is_not_read_again(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 3)).Certified("FirstAid", Expiry)]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        await world.StallWriteAsync();

        var running = world.RunAsync("employee_id,skills,certifications\n001,{empty},{empty}\n");
        await world.Target.ReceiveWritesAsync(1, running);
        world.Time.Pass(TimeSpan.FromMinutes(29));
        world.EndStall();
        var report = await running;

        Assert.Equal(report.Summary.Forecast, report.Summary.Requests.Sent);
        Assert.Equal(2, report.Summary.Requests.Writes);
    }
}
