using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 3 of what a run does to a person: levels, and the zero that asks for removal.</summary>
public sealed class Point03LevelsTests
{
    public static MatrixTheoryData<TargetDialect, RemovalPolicy> Policies => new(BothDialects.All, [RemovalPolicy.Never, RemovalPolicy.Owned, RemovalPolicy.Managed]);

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task A_zero_removes_any_managed_skill_under_owned_and_managed_and_none_under_never(TargetDialect dialect, RemovalPolicy policy)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2), ("Claims", 3))]);
        world.Policy = new SyncPolicies(policy);

        var report = await world.RunAsync("employee_id,skills\n001,Billing:0;Claims:0.0\n");

        Assert.Equal(policy == RemovalPolicy.Never ? "Billing=2, Claims=3" : "", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(policy == RemovalPolicy.Never ? 0 : 2, report.Summary.Operations.SkillsRemoved);
        Assert.Equal(RunStatus.Converged, report.Summary.Status);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_missing_level_is_the_default_level_and_without_one_the_item_is_rejected(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 4))]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);

        var report = await world.RunAsync("employee_id,skills\n001,Spanish;Billing\n");

        report.Finds("level-missing", "defaultLevel");
        Assert.Equal(1, report.Summary.ItemsRejected);
        Assert.Equal("Billing=4, Spanish=2", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task In_guide_a_level_is_an_integer_from_1_to_5()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Guide, [Seeds.User("001", ("Spanish", 3))]);

        var report = await world.RunAsync("employee_id,skills\n001,Billing:5;Claims:6;Spanish:2.5\n");

        report.Finds("level-out-of-range");
        report.Finds("level-not-an-integer");
        Assert.Equal(2, report.Summary.ItemsRejected);
        Assert.Equal("Billing=5, Spanish=3", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task In_genesys_a_level_is_from_0_to_5_and_compared_exactly()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001", ("Billing", 2.5m), ("Claims", 2.5m))]);

        var report = await world.RunAsync("employee_id,skills\n001,Billing:2.50;Claims:2.51;Spanish:5.1\n");

        report.Finds("level-out-of-range");
        Assert.Equal(new OperationCounts(0, 1, 0, 0, 0), report.Summary.Operations);
        Assert.Equal("Billing=2.5, Claims=2.51", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task In_genesys_a_rating_of_zero_cannot_be_asked_for()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001", ("Billing", 0)), Seeds.User("002")]);

        var report = await world.RunAsync("employee_id,skills\n001,Billing:0.0\n002,Billing:0.0\n");

        Assert.Equal(new OperationCounts(0, 0, 1, 0, 0), report.Summary.Operations);
        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("", await world.Target.SkillsOfAsync("002"));
    }
}
