using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 4 of what a run does to a person: the removal of what is no longer stated.</summary>
public sealed class Point04RemovalTests
{
    private const string Expiry = "2026-12-30T23:59:59.999Z";

    public static MatrixTheoryData<TargetDialect, RemovalPolicy> Policies => new(BothDialects.All, [RemovalPolicy.Never, RemovalPolicy.Owned, RemovalPolicy.Managed]);

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Under_never_nothing_is_removed(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2))]);
        world.Policy = new SyncPolicies(RemovalPolicy.Never);
        await world.RunAsync("employee_id,skills,certifications\n001,Claims:3,FirstAid||2026-12-31\n");

        var report = await world.RunAsync("employee_id,skills,certifications\n001,{empty},{empty}\n");

        Assert.Equal(0, report.Summary.Requests.Writes);
        Assert.Equal("Billing=2, Claims=3", await world.Target.SkillsOfAsync("001"));
        Assert.True(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Under_owned_what_ActorSync_added_is_removed_and_re_rating_does_not_make_owned(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2), ("Spanish", 4))]);
        await world.RunAsync("employee_id,skills\n001,Billing:3;Claims:5;Spanish:4\n");

        var report = await world.RunAsync("employee_id,skills\n001,{empty}\n");

        Assert.Equal(new OperationCounts(0, 0, 1, 0, 0), report.Summary.Operations);
        Assert.Equal("Billing=3, Spanish=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Under_owned_a_value_that_ActorSync_added_and_re_rated_stays_owned(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.RunAsync("employee_id,skills\n001,Claims:5\n");
        await world.RunAsync("employee_id,skills\n001,Claims:3\n");

        await world.RunAsync("employee_id,skills\n001,{empty}\n");

        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Under_owned_only_what_was_added_for_this_source_is_removed(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        world.Source = world.Source with { Name = "training" };
        await world.RunAsync("employee_id,skills\n001,Claims:5\n");
        world.Source = world.Source with { Name = "hris" };

        await world.RunAsync("employee_id,skills\n001,{empty}\n");

        Assert.Equal("Claims=5", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Under_managed_every_managed_name_is_removed(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2), ("Claims", 3)).Certified("FirstAid", Expiry)]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);

        await world.RunAsync("employee_id,skills,certifications\n001,Claims:3,{empty}\n");

        Assert.Equal("Claims=3", await world.Target.SkillsOfAsync("001"));
        Assert.False(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task What_is_not_stated_as_a_list_is_not_removed(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2)).Certified("FirstAid", Expiry), Seeds.User("002", ("Billing", 2)).Certified("FirstAid", Expiry)]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);

        await world.RunAsync("employee_id,skills,certifications\n001,{empty},\n002,,{empty}\n");

        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
        Assert.True(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
        Assert.False(await world.Target.HoldsAsync("002", "FirstAid", world.Time.GetUtcNow()));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_value_edited_by_hand_is_re_rated_while_stated_and_never_removed_under_owned(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.RunAsync("employee_id,skills\n001,Claims:5\n");
        await world.Target.EditAsync("001", """ "skills": {"Claims": 3} """);

        var stated = await world.RunAsync("employee_id,skills\n001,Claims:5\n");
        var silent = await world.RunAsync("employee_id,skills\n001,{empty}\n");

        Assert.Equal(1, stated.Summary.Operations.SkillsRated);
        Assert.Equal(0, silent.Summary.Requests.Writes);
        Assert.Equal("Claims=5", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_value_edited_by_hand_survives_a_source_that_no_longer_states_it(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.RunAsync("employee_id,skills,certifications\n001,Claims:5;Billing:1,FirstAid||2026-12-31\n");
        await world.Target.EditAsync("001", world.IsGuide
            ? """ "skills": {"Claims": 3}, "certifications": {"FirstAid": {"expiresOn": "2027-06-30T23:59:59.999Z"}} """
            : """ "skills": {"Claims": 3} """);

        await world.RunAsync("employee_id,skills,certifications\n001,{empty},{empty}\n");

        Assert.Equal("Claims=3", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(world.IsGuide ? "FirstAid until 2027-06-30T23:59:59.999Z" : "", await world.Target.CertificationsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Removing_a_certification_is_an_ending(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.RunAsync("employee_id,certifications\n001,FirstAid||2026-12-31\n");

        var report = await world.RunAsync("employee_id,certifications\n001,{empty}\n");

        Assert.Equal(new OperationCounts(0, 0, 0, 0, 1), report.Summary.Operations);
        Assert.False(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
        Assert.Equal(world.IsGuide, (await world.Target.CertificationsOfAsync("001")).StartsWith("FirstAid until 2026-03-02T12:", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Unmanaged_names_are_never_touched_under_any_policy(TargetDialect dialect, RemovalPolicy policy)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("VIP", 2), ("Hand made", 3), ("Billing", 1)).Certified("FirstAid", Expiry)]);
        world.Policy = new SyncPolicies(policy);
        if (!world.IsGuide)
        {
            await world.Target.EditAsync("001", """ "certifications": {"Forklift": true} """);
        }

        await world.RunAsync("employee_id,status,skills,certifications\n001,active,{empty},{empty}\n");
        await world.RunAsync("employee_id,status\n001,terminated\n");

        var isTaken = policy == RemovalPolicy.Managed;
        Assert.Equal(isTaken ? "Hand made=3, VIP=2" : "Billing=1, Hand made=3, VIP=2", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(!isTaken, await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
        Assert.Equal(!world.IsGuide, await world.Target.HoldsAsync("001", "Forklift", world.Time.GetUtcNow()));
    }
}
