using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 7 of what a run does to a person: on genesys a certification is a name, and a gating skill that routing reads.</summary>
public sealed class Point07GatingSkillsTests
{
    private const string Expiry = "2026-12-30T23:59:59.999Z";

    [Fact]
    public async Task Without_a_gating_skill_only_the_profile_name_is_projected_and_plan_warns()
    {
        await using var world = await StartAsync(Seeds.User("001"));
        const string Source = "employee_id,certifications\n001,FirstAid||2026-12-31\n";

        var plan = await world.PlanAsync(Source);
        await world.RunAsync(Source);

        Assert.Equal(FindingSeverity.Warning, plan.Finds("certification-without-gating-skill", "Routing does not see the expiry of FirstAid").Severity);
        Assert.Equal(RunStatus.Planned, plan.Summary.Status);
        Assert.Equal("FirstAid", await world.Target.CertificationsOfAsync("001"));
        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task A_gating_skill_is_given_at_its_level_while_its_certification_holds()
    {
        await using var world = await StartAsync(Seeds.User("001"), Seeds.User("002", ("PCI_Gate", 2)));
        const string Source = "employee_id,certifications\n001,PCI||2026-12-31\n002,PCI||2026-12-31\n";

        var first = await world.RunAsync(Source);
        var second = await world.RunAsync(Source);

        Assert.Equal(new OperationCounts(1, 1, 0, 2, 0), first.Summary.Operations);
        Assert.Equal("PCI_Gate=5", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("PCI_Gate=5", await world.Target.SkillsOfAsync("002"));
        Assert.Equal("PCI", await world.Target.CertificationsOfAsync("001"));
        Assert.Equal(0, second.Summary.Requests.Writes);
    }

    [Fact]
    public async Task It_is_removed_where_the_row_says_that_the_certification_has_ended_and_before_the_name()
    {
        await using var world = await StartAsync(Seeds.User("001", ("PCI_Gate", 5)).Certified("PCI", Expiry));
        world.Policy = new SyncPolicies(RemovalPolicy.Never);
        world.Guard = new GuardLimits(MaxRemovals: 0);

        await world.RunAsync("employee_id,certifications\n001,PCI||2026-02-01\n");

        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("", await world.Target.CertificationsOfAsync("001"));
        Assert.Equal(["DELETE", "PATCH"], (await world.Target.RequestsAsync()).Where(request => request.IsWrite).Select(request => request.Method));
    }

    [Fact]
    public async Task It_is_removed_where_the_ledger_says_that_the_certification_has_ended()
    {
        await using var world = await StartAsync(Seeds.User("001"));
        await world.RunAsync("employee_id,certifications\n001,PCI||2026-04-01\n");
        world.Time.Pass(TimeSpan.FromDays(30));

        var report = await world.RunAsync("employee_id,status\n001,active\n");

        Assert.Equal(new OperationCounts(0, 0, 1, 0, 1), report.Summary.Operations);
        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("", await world.Target.CertificationsOfAsync("001"));
    }

    [Fact]
    public async Task It_is_removed_where_the_row_lets_the_certification_lapse()
    {
        await using var world = await StartAsync(Seeds.User("001", ("PCI_Gate", 5)).Certified("PCI", Expiry));
        const string Source = "employee_id,certifications\n001,PCI||2026-12-31|lapse\n";

        await world.RunAsync(Source);
        var again = await world.RunAsync(Source);

        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("", await world.Target.CertificationsOfAsync("001"));
        Assert.Equal(0, again.Summary.Requests.Writes);
    }

    [Fact]
    public async Task One_left_behind_by_a_certification_that_is_over_is_removed_all_the_same()
    {
        await using var world = await StartAsync(Seeds.User("001", ("PCI_Gate", 5)));
        world.Policy = new SyncPolicies(RemovalPolicy.Never);

        await world.RunAsync("employee_id,certifications\n001,PCI||2026-02-01\n");

        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task Where_nothing_dates_the_certification_the_gating_skill_is_left_as_found()
    {
        await using var world = await StartAsync(
            Seeds.User("001", ("PCI_Gate", 3)).Certified("PCI", Expiry), Seeds.User("002").Certified("PCI", Expiry), Seeds.User("003", ("PCI_Gate", 4)));
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);

        await world.RunAsync("employee_id,skills,certifications\n001,{empty},PCI\n002,{empty},PCI\n003,{empty},{empty}\n");

        Assert.Equal("PCI_Gate=3", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("", await world.Target.SkillsOfAsync("002"));
        Assert.Equal("PCI_Gate=4", await world.Target.SkillsOfAsync("003"));
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
    }

    [Fact]
    public async Task A_row_that_names_a_gating_skill_is_a_rejected_item()
    {
        await using var world = await StartAsync(Seeds.User("001"));

        var report = await world.RunAsync("employee_id,skills\n001,PCI_Gate:5;Billing:1\n");

        report.Finds("skill-gates-a-certification");
        Assert.Equal(1, report.Summary.ItemsRejected);
        Assert.Equal("Billing=1", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task A_declared_certification_needs_nothing_on_the_target()
    {
        await using var world = await StartAsync(Seeds.User("001"));

        var report = await world.RunAsync("employee_id,certifications\n001,PCI||2026-12-31;FirstAid||2026-12-31\n");

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Empty((await world.Target.StateAsync()).GetProperty("certifications").EnumerateArray());
        Assert.Equal("FirstAid, PCI", await world.Target.CertificationsOfAsync("001"));
    }

    private static Task<ContractWorld> StartAsync(params ActorSync.Sandbox.Seeding.SeedUser[] users) => ContractWorld.StartAsync(TargetDialect.Genesys, users);
}
