using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 5 of what a run does to a person: statuses, leavers, the absent, and users that are inactive or deleted.</summary>
public sealed class Point05PeopleTests
{
    private const string Expiry = "2026-12-30T23:59:59.999Z";
    private static readonly SyncPolicies Managed = new(RemovalPolicy.Managed, Absent: LeaverPolicy.Remove);

    public static MatrixTheoryData<TargetDialect, RemovalPolicy> Policies => new(BothDialects.All, [RemovalPolicy.Never, RemovalPolicy.Owned, RemovalPolicy.Managed]);

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Active_on_leave_and_no_status_count_as_active(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002"), Seeds.User("003")]);

        var report = await world.RunAsync("employee_id,status,skills\n001,Active,Billing:1\n002,on leave,Billing:2\n003,,Billing:3\n");

        Assert.Equal(new UserCounts(3, 3, 0, 0, 0, 0), report.Summary.Users);
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("003"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_inactive_row_is_out_of_scope(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Claims", 3))]);
        world.Policy = Managed;

        var report = await world.RunAsync("employee_id,status,skills\n001,inactive,Billing:1\n");

        Assert.Equal(1, report.Summary.Rows.OutOfScope);
        Assert.Equal(UserCounts.None, report.Summary.Users);
        Assert.Equal("Claims=3", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_user_that_is_inactive_on_the_target_is_held_where_it_would_change_and_never_written(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Claims", 3)) with { State = "inactive" }, Seeds.User("002", ("Claims", 3)) with { State = "inactive" }]);

        var report = await world.RunAsync("employee_id,skills\n001,Claims:4\n002,Claims:3\n");

        Assert.Equal(new UserCounts(2, 0, 1, 0, 1, 0), report.Summary.Users);
        Assert.Equal(ExitCode.Partial, report.ExitCode);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
        Assert.Equal("inactive", (await world.Target.UserAsync("001")).GetProperty("state").GetString());
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_deleted_user_is_unmatched_unless_the_ledger_knows_it_and_then_held(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002") with { State = "deleted" }]);
        await world.RunAsync("employee_id,skills\n001,Claims:4\n");
        await world.Target.EditAsync("001", """ "state": "deleted" """);

        var report = await world.RunAsync("employee_id,skills\n001,Claims:2\n002,Claims:2\n");

        Assert.Equal(new UserCounts(1, 0, 0, 0, 1, 1), report.Summary.Users);
        Assert.Equal(0, report.Summary.Requests.Writes);
        Assert.All(await world.Target.UsersAsync(), user => Assert.Equal("deleted", user.GetProperty("state").GetString()));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Terminated_with_remove_takes_skills_and_certifications_under_the_removal_policy(TargetDialect dialect, RemovalPolicy policy)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2))]);
        world.Policy = new SyncPolicies(policy);
        await world.RunAsync("employee_id,skills,certifications\n001,Claims:4,FirstAid||2026-12-31\n");
        await world.Target.EditAsync("001", """ "skills": {"Spanish": 3} """);

        await world.RunAsync("employee_id,status,skills,certifications\n001,terminated,Claims:4,FirstAid||2026-12-31\n");

        var expected = policy switch
        {
            RemovalPolicy.Never => "Billing=2, Claims=4, Spanish=3",
            RemovalPolicy.Owned => "Billing=2, Spanish=3",
            _ => "",
        };
        Assert.Equal(expected, await world.Target.SkillsOfAsync("001"));
        Assert.Equal(policy == RemovalPolicy.Never, await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
        Assert.Equal("active", (await world.Target.UserAsync("001")).GetProperty("state").GetString());
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Terminated_with_keep_writes_nothing_for_that_person(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2)).Certified("FirstAid", Expiry)]);
        world.Policy = Managed with { Terminated = LeaverPolicy.Keep };

        var report = await world.RunAsync("employee_id,status,skills,certifications\n001,terminated,Billing:5;Claims:0,FirstAid|||lapse\n");

        Assert.Equal(new UserCounts(1, 0, 1, 0, 0, 0), report.Summary.Users);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Absent_is_only_whom_an_earlier_accepted_file_of_this_source_stated(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001"), Seeds.User("002", ("Billing", 2)), Seeds.User("003", ("Billing", 2)), Seeds.User("004", ("Billing", 2))]);
        world.Policy = Managed;
        world.Guard = new GuardLimits(MaxRowDropPercent: 100);
        world.Source = world.Source with { Name = "training", Mode = SourceMode.Full };
        await world.RunAsync("employee_id\n004\n");
        world.Source = world.Source with { Name = "hris" };
        await world.RunAsync("employee_id\n001\n002\n");

        var report = await world.RunAsync("employee_id\n001\n");

        Assert.Equal(new UserCounts(2, 1, 1, 0, 0, 0), report.Summary.Users);
        Assert.Equal("", await world.Target.SkillsOfAsync("002"));
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("003"));
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("004"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_file_that_was_held_states_nobody(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002", ("Billing", 2))]);
        world.Policy = Managed;
        world.Source = world.Source with { Mode = SourceMode.Full };
        world.Guard = new GuardLimits(MaxRemovals: 0, MaxRowDropPercent: 100);
        var held = await world.RunAsync("employee_id,skills\n001,\n002,{empty}\n");
        world.Guard = new GuardLimits(MaxRowDropPercent: 100);

        var report = await world.RunAsync("employee_id\n001\n");

        Assert.Equal(RunStatus.Held, held.Summary.Status);
        Assert.Equal(1, report.Summary.Users.InScope);
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_absent_person_is_in_scope_only_where_there_is_something_to_lose(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002", ("VIP", 2))]);
        world.Policy = Managed;
        world.Source = world.Source with { Mode = SourceMode.Full };
        world.Guard = new GuardLimits(MaxRowDropPercent: 100);
        await world.RunAsync("employee_id\n001\n002\n");

        var report = await world.RunAsync("employee_id\n001\n");

        Assert.Equal(new UserCounts(1, 0, 1, 0, 0, 0), report.Summary.Users);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_absent_person_whose_user_is_inactive_on_the_target_is_held(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002", ("Billing", 2))]);
        world.Policy = Managed;
        world.Source = world.Source with { Mode = SourceMode.Full };
        world.Guard = new GuardLimits(MaxRowDropPercent: 100);
        await world.RunAsync("employee_id\n001\n002\n");
        await world.Target.EditAsync("002", """ "state": "inactive" """);

        var report = await world.RunAsync("employee_id\n001\n");

        Assert.Equal(new UserCounts(2, 0, 1, 0, 1, 0), report.Summary.Users);
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task By_default_the_absent_keep_what_they_have(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);
        world.Source = world.Source with { Mode = SourceMode.Full };
        world.Guard = new GuardLimits(MaxRowDropPercent: 100);
        await world.RunAsync("employee_id,skills\n001,Billing:2\n002,Billing:2\n");

        var report = await world.RunAsync("employee_id,skills\n001,Billing:2\n");

        Assert.Equal(1, report.Summary.Users.InScope);
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task In_partial_nobody_is_absent(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);
        world.Policy = Managed;
        await world.RunAsync("employee_id,skills\n001,Billing:2\n002,Billing:2\n");

        await world.RunAsync("employee_id,skills\n001,Billing:2\n");

        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_person_who_got_another_employee_id_is_not_absent(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2))]);
        world.Policy = Managed;
        world.Source = world.Source with { Mode = SourceMode.Full };
        await world.RunAsync("employee_id\n001\n");
        await world.Target.EditAsync("001", """ "newEmployeeId": "A-1" """);

        var report = await world.RunAsync("employee_id\nA-1\n");

        Assert.Equal(new UserCounts(1, 0, 1, 0, 0, 0), report.Summary.Users);
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("A-1"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Users_are_never_created_restored_or_deactivated(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2)), Seeds.User("002", ("Billing", 2)) with { State = "inactive" }, Seeds.User("003") with { State = "deleted" }]);
        world.Policy = Managed;

        await world.RunAsync("employee_id,status,skills\n001,terminated,\n002,active,Claims:1\n003,active,Claims:1\n004,active,Claims:1\n");

        Assert.Equal(["active", "inactive", "deleted"], (await world.Target.UsersAsync()).Select(user => user.GetProperty("state").GetString()));
        Assert.DoesNotContain(await world.Target.RequestsAsync(), request => request is { IsWrite: true, Method: "POST" or "PUT" });
    }
}
