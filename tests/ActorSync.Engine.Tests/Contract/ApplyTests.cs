using System.Text.Json;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>The contract's plan and apply: exactly that plan, once, and nothing whose value has moved.</summary>
public sealed class ApplyTests
{
    private const string Source = "employee_id,skills\n001,Billing:3;Claims:5\n002,Billing:3\n";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_plan_writes_nothing_and_its_application_does_what_it_says(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 1)), Seeds.User("002")]);

        var planned = await world.PlanAsync(Source, world.PathOf("plan.json"));
        var afterPlan = await world.Target.SkillsOfAsync("001");
        var applied = await world.ApplyAsync(world.PathOf("plan.json"));

        Assert.Equal((RunStatus.Planned, ExitCode.Done), (planned.Summary.Status, planned.ExitCode));
        Assert.Equal(new UserCounts(2, 2, 0, 0, 0, 0), planned.Summary.Users);
        Assert.Equal("Billing=1", afterPlan);
        Assert.Equal((RunStatus.Converged, ExitCode.Done), (applied.Summary.Status, applied.ExitCode));
        Assert.Equal(planned.Summary.Operations, applied.Summary.Operations);
        Assert.Equal(planned.Summary.WritesLowerBound, applied.Summary.Requests.Writes);
        Assert.Equal("Billing=3, Claims=5", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_plan_carries_the_targets_identity_the_configurations_hash_and_each_observed_value(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 1)), Seeds.User("002")]);

        await world.PlanAsync(Source, world.PathOf("plan.json"));

        var plan = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllBytesAsync(world.PathOf("plan.json"), TestContext.Current.CancellationToken));
        Assert.Equal(TargetIdentity.Of(world.Options.Target).FolderName, plan.GetProperty("target").GetString());
        Assert.Equal(ConfigurationHash.Of(world.Options), plan.GetProperty("configurationHash").GetString());
        var operations = plan.GetProperty("users").EnumerateArray().Single(user => user.GetProperty("employeeId").GetString() == "001").GetProperty("operations");
        Assert.Equal(["grantSkill  5", "rateSkill 1 3"], operations.EnumerateArray()
            .Select(each => $"{each.GetProperty("kind")} {each.GetProperty("from")} {each.GetProperty("to")}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Each_operation_of_a_plan_names_the_row_it_comes_from_and_the_run_that_applies_it_the_row_s_file(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 1)), Seeds.User("002")]);
        var planPath = world.PathOf("plan.json");

        await world.PlanAsync(Source, planPath);
        var applied = await world.ApplyAsync(planPath);

        var plan = PlanFile.Read(await File.ReadAllBytesAsync(planPath, TestContext.Current.CancellationToken));
        Assert.Equal(
            [("001", new RowRef(0, 2)), ("001", new RowRef(0, 2)), ("002", new RowRef(0, 3))],
            plan.Users.OrderBy(user => user.Employee, StringComparer.Ordinal).SelectMany(user => user.Operations.Select(operation => (user.Employee, operation.Origin!.Value))));
        Assert.Equal("people.csv", (await world.HistoryAsync()).Find(applied.Summary.Run)!.FileOf(new RowRef(0, 2)));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Applying_a_plan_takes_no_more_requests_than_the_plan_forecast(TargetDialect dialect)
    {
        var people = Enumerable.Range(1, 30).Select(number => $"{number:000}").ToList();
        await using var world = await ContractWorld.StartAsync(dialect, people.Select(number => Seeds.User(number)));
        var source = "employee_id,skills\n" + string.Concat(people.Select(number => $"{number},Billing:3\n"));
        var plan = await world.PlanAsync(source, world.PathOf("plan.json"));

        var applied = await world.ApplyAsync(world.PathOf("plan.json"));

        Assert.Equal((RunStatus.Converged, people.Count), (applied.Summary.Status, applied.Summary.Users.Changed));
        Assert.Equal(applied.Summary.Forecast, applied.Summary.Requests.Sent);
        Assert.InRange(applied.Summary.Requests.Sent, people.Count + 1, plan.Summary.Forecast);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_plan_is_applied_once(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);
        await world.PlanAsync(Source, world.PathOf("plan.json"));
        await world.ApplyAsync(world.PathOf("plan.json"));
        var before = await world.Target.CountsAsync();

        var refused = await Assert.ThrowsAsync<EngineStartException>(() => world.ApplyAsync(world.PathOf("plan.json")));

        Assert.Equal(ExitCode.Conflict, refused.ExitCode);
        Assert.Equal(before, await world.Target.CountsAsync());
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_plan_of_another_configuration_or_target_is_stale(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);
        await using var other = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);
        await world.PlanAsync(Source, world.PathOf("plan.json"));

        var otherTarget = await Assert.ThrowsAsync<EngineStartException>(() => other.ApplyAsync(world.PathOf("plan.json")));
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        var otherPolicy = await Assert.ThrowsAsync<EngineStartException>(() => world.ApplyAsync(world.PathOf("plan.json")));

        Assert.Equal((ExitCode.Conflict, ExitCode.Conflict), (otherTarget.ExitCode, otherPolicy.ExitCode));
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes + (await other.Target.CountsAsync()).Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_operation_whose_value_has_moved_is_skipped_listed_and_counts_as_failed(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 1)), Seeds.User("002")]);
        await world.PlanAsync(Source, world.PathOf("plan.json"));
        await world.Target.EditAsync("001", """ "skills": {"Billing": 4} """);

        var report = await world.ApplyAsync(world.PathOf("plan.json"));

        report.Finds("value-moved", "001");
        Assert.Equal((RunStatus.Partial, ExitCode.Partial), (report.Summary.Status, report.ExitCode));
        Assert.Equal(new UserCounts(2, 1, 0, 1, 0, 0), report.Summary.Users);
        Assert.Equal("Billing=4, Claims=5", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_user_deleted_since_the_plan_is_held(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 1)), Seeds.User("002")]);
        await world.PlanAsync(Source, world.PathOf("plan.json"));
        await world.Target.EditAsync("001", """ "state": "deleted" """);

        var report = await world.ApplyAsync(world.PathOf("plan.json"));

        Assert.Equal(new UserCounts(2, 1, 0, 0, 1, 0), report.Summary.Users);
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_resumed_application_still_skips_what_has_moved(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 1)), Seeds.User("002")]);
        world.Options = world.Options with { Target = world.Options.Target with { MaxInFlight = 1 } };
        await world.PlanAsync("employee_id,skills\n001,Billing:3\n002,Billing:3\n", world.PathOf("plan.json"));
        await world.StallWriteAsync();
        using var stop = new CancellationTokenSource();
        var running = world.WithEngineAsync(EngineMode.Writing, engine => engine.ApplyAsync(world.PathOf("plan.json"), null, null, stop.Token));
        await world.Target.ReceiveWritesAsync(1, running);
        await stop.CancelAsync();
        world.EndStall();
        var interrupted = await running;
        var waiting = await world.Target.SkillsOfAsync("001") == "Billing=3" ? "002" : "001";
        await world.Target.EditAsync(waiting, """ "skills": {"Billing": 5} """);

        var resumed = await world.ResumeAsync();

        Assert.Equal(RunStatus.Interrupted, interrupted.Summary.Status);
        Assert.Equal((RunStatus.Partial, ExitCode.Partial), (resumed.Summary.Status, resumed.ExitCode));
        Assert.Equal(new UserCounts(2, 1, 0, 1, 0, 0), resumed.Summary.Users);
        resumed.Finds("value-moved", waiting);
        Assert.Equal("Billing=5", await world.Target.SkillsOfAsync(waiting));
        Assert.Equal(1, (await world.Target.CountsAsync()).Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Who_was_skipped_in_part_still_counts_as_failed_when_the_application_is_gone_on_with(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 1)), Seeds.User("002", ("Billing", 1))]);
        world.Options = world.Options with { Target = world.Options.Target with { MaxInFlight = 1 } };
        await world.PlanAsync("employee_id,skills\n001,Billing:3;Claims:5\n002,Billing:3;Claims:5\n", world.PathOf("plan.json"));
        await world.Target.EditAsync("001", """ "skills": {"Billing": 4} """);
        await world.Target.EditAsync("002", """ "skills": {"Billing": 4} """);
        await world.StallWriteAsync();
        using var stop = new CancellationTokenSource();
        var running = world.WithEngineAsync(EngineMode.Writing, engine => engine.ApplyAsync(world.PathOf("plan.json"), null, null, stop.Token));
        await world.Target.ReceiveWritesAsync(1, running);
        await stop.CancelAsync();
        world.EndStall();
        await running;

        var resumed = await world.ResumeAsync();

        Assert.Equal((RunStatus.Partial, ExitCode.Partial), (resumed.Summary.Status, resumed.ExitCode));
        Assert.Equal(new UserCounts(2, 0, 0, 2, 0, 0), resumed.Summary.Users);
        Assert.Equal(new OperationCounts(2, 0, 0, 0, 0), resumed.Summary.Operations);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_plan_that_is_applied_after_a_certification_has_ended_lets_nobody_take_calls_with_it(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);
        await world.PlanAsync("employee_id,certifications\n001,PCI||2026-03-05\n002,PCI||2026-12-31\n", world.PathOf("plan.json"));
        world.Time.Pass(TimeSpan.FromDays(4));

        var applied = await world.ApplyAsync(world.PathOf("plan.json"));

        Assert.False(await world.Target.HoldsAsync("001", "PCI", world.Time.GetUtcNow()));
        Assert.True(await world.Target.HoldsAsync("002", "PCI", world.Time.GetUtcNow()));
        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(world.IsGuide ? 0 : 2, applied.Summary.Findings.Count(finding => finding.Rule == "certification-ended"));
        Assert.Equal(world.IsGuide ? ExitCode.Done : ExitCode.Partial, applied.ExitCode);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_plan_does_not_give_what_a_later_file_has_stated_to_be_over_and_the_next_run_finds_nothing_to_mend(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.PlanAsync("employee_id,certifications\n001,PCI||2026-12-31\n", world.PathOf("plan.json"));
        world.Time.Pass(TimeSpan.FromDays(1));
        await world.RunAsync("employee_id,certifications\n001,PCI||2026-03-01\n");
        world.Time.Pass(TimeSpan.FromDays(1));

        var applied = await world.ApplyAsync(world.PathOf("plan.json"));
        var next = await world.RunAsync("employee_id,status\n001,active\n");

        Assert.Equal((RunStatus.Partial, ExitCode.Partial), (applied.Summary.Status, applied.ExitCode));
        Assert.Contains(applied.Summary.Findings, finding => finding.Rule == "value-moved" && finding.Message.Contains("other dates", StringComparison.Ordinal));
        Assert.False(await world.Target.HoldsAsync("001", "PCI", world.Time.GetUtcNow()));
        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(0, next.Summary.Requests.Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_applied_plan_is_remembered_as_a_run_is(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);
        await world.PlanAsync(Source, world.PathOf("plan.json"));
        await world.ApplyAsync(world.PathOf("plan.json"));

        await world.RunAsync("employee_id,skills\n001,Billing:3\n002,{empty}\n");

        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("", await world.Target.SkillsOfAsync("002"));
    }
}
