using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>The contract's guard: it holds what would take too much, before anything is written.</summary>
public sealed class GuardTests
{
    private static readonly SyncPolicies Managed = new(RemovalPolicy.Managed, Absent: LeaverPolicy.Remove);

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task More_than_the_allowed_percentage_of_the_managed_assignments_holds_the_run(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, Ten());
        world.Policy = Managed;
        world.Guard = new GuardLimits(MinimumPopulation: 10);

        // Ten people hold ten managed skills: two of them are 20 %, and unmanaged ones do not count.
        var report = await world.RunAsync(Rows(removals: 2));

        Assert.Equal((RunStatus.Held, ExitCode.Held), (report.Summary.Status, report.ExitCode));
        Assert.Equal(GuardOutcome.Hold, report.Summary.Guard.Outcome);
        Assert.Contains("10 % of 10 managed assignments", Assert.Single(report.Summary.Guard.Reasons), StringComparison.Ordinal);
        Assert.Equal(new UserCounts(10, 0, 7, 0, 3, 0), report.Summary.Users);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
        Assert.Equal("", await world.Target.SkillsOfAsync("new"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_allowed_percentage_itself_passes(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, Ten());
        world.Policy = Managed;
        world.Guard = new GuardLimits(MinimumPopulation: 10);

        var report = await world.RunAsync(Rows(removals: 1));

        Assert.Equal((RunStatus.Converged, GuardOutcome.Pass), (report.Summary.Status, report.Summary.Guard.Outcome));
        Assert.Equal(1, report.Summary.Operations.SkillsRemoved);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Below_the_minimum_population_the_percentage_is_not_applied(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, Ten());
        world.Policy = Managed;
        world.Guard = new GuardLimits(MinimumPopulation: 11);

        var report = await world.RunAsync(Rows(removals: 8));

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal(8, report.Summary.Operations.SkillsRemoved);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task More_removals_and_early_endings_than_the_allowed_count_hold_the_run_whatever_the_population(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2)).Certified("FirstAid", "2026-12-30T23:59:59.999Z")]);
        world.Policy = Managed;
        const string Source = "employee_id,skills,certifications\n001,{empty},{empty}\n";

        world.Guard = new GuardLimits(MaxRemovals: 1);
        var held = await world.RunAsync(Source);
        world.Guard = new GuardLimits(MaxRemovals: 2);
        var passed = await world.RunAsync(Source);

        Assert.Equal((RunStatus.Held, RunStatus.Converged), (held.Summary.Status, passed.Summary.Status));
        Assert.Contains("Guard:MaxRemovals", Assert.Single(held.Summary.Guard.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task In_full_a_file_with_far_fewer_rows_than_the_last_accepted_one_is_held(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, Ten());
        world.Source = world.Source with { Mode = SourceMode.Full };
        await world.RunAsync("employee_id\n001\n002\n003\n004\n005\n006\n007\n008\n009\nnew\n");

        var held = await world.RunAsync("employee_id,skills\n001,Billing:5\n002,\n003,\n004,\n005,\n006,\n");
        var passed = await world.RunAsync("employee_id,skills\n001,Billing:5\n002,\n003,\n004,\n005,\n006,\n007,\n");

        Assert.Equal((RunStatus.Held, ExitCode.Held), (held.Summary.Status, held.ExitCode));
        Assert.Contains("6 instead of 10", Assert.Single(held.Summary.Guard.Reasons), StringComparison.Ordinal);
        Assert.Equal(RunStatus.Converged, passed.Summary.Status);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task In_partial_the_number_of_rows_does_not_matter(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, Ten());
        await world.RunAsync("employee_id\n001\n002\n003\n004\n005\n006\n007\n008\n009\nnew\n");

        var report = await world.RunAsync("employee_id\n001\n");

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_accepted_hold_is_overridden_and_its_reason_stays_in_the_runs_journal(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, Ten());
        world.Policy = Managed;
        world.Guard = new GuardLimits(MaxRemovals: 0);

        var report = await world.RunAsync(Rows(removals: 2), accept: "two people changed teams");

        Assert.Equal((RunStatus.Converged, GuardOutcome.Overridden), (report.Summary.Status, report.Summary.Guard.Outcome));
        Assert.Single(report.Summary.Guard.Reasons);
        Assert.Equal(2, report.Summary.Operations.SkillsRemoved);
        Assert.Equal("two people changed teams", (await world.HistoryAsync()).Find(report.Summary.Run)!.AcceptReason);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_plan_that_the_guard_holds_is_applied_only_with_a_reason(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, Ten());
        world.Policy = Managed;
        world.Guard = new GuardLimits(MaxRemovals: 0);

        var planned = await world.PlanAsync(Rows(removals: 2), world.PathOf("plan.json"));
        var held = await world.ApplyAsync(world.PathOf("plan.json"));
        var applied = await world.ApplyAsync(world.PathOf("plan.json"), accept: "agreed");

        Assert.Equal((ExitCode.Held, ExitCode.Held), (planned.ExitCode, held.ExitCode));
        Assert.Equal(0, held.Summary.Requests.Writes);
        Assert.Equal((RunStatus.Converged, GuardOutcome.Overridden), (applied.Summary.Status, applied.Summary.Guard.Outcome));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task What_a_users_state_holds_back_does_not_count(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2)) with { State = "inactive" }]);
        world.Policy = Managed;
        world.Guard = new GuardLimits(MaxRemovals: 0);

        var report = await world.RunAsync("employee_id,skills\n001,{empty}\n");

        Assert.Equal((RunStatus.Partial, GuardOutcome.Pass), (report.Summary.Status, report.Summary.Guard.Outcome));
    }

    /// <summary>Nine people with a managed and an unmanaged skill, one of them with two managed ones, and one who has nothing yet.</summary>
    private static IEnumerable<ActorSync.Sandbox.Seeding.SeedUser> Ten() =>
    [
        Seeds.User("new"),
        Seeds.User("001", ("Billing", 2), ("Claims", 2), ("VIP", 1)),
        .. Enumerable.Range(2, 8).Select(number => Seeds.User($"00{number}", ("Billing", 2), ("VIP", 1))),
    ];

    private static string Rows(int removals) => "employee_id,skills\nnew,Billing:1\n001,Billing:2;Claims:2\n"
        + string.Concat(Enumerable.Range(2, 8).Select(number => $"00{number},{(number < 2 + removals ? "{empty}" : "Billing:2")}\n"));
}
