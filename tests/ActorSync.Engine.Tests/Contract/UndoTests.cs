using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A run is taken back: everything is as it was before it, but what somebody has changed since.</summary>
public sealed class UndoTests
{
    private const string Expiry = "2026-12-30T23:59:59.999Z";
    private const string Source =
        "employee_id,skills,certifications\n001,Billing:3;Claims:5,FirstAid||2026-12-31|lapse\n002,Billing:2,PCI||2026-12-31\n003,Spanish:2,\n";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_that_is_undone_leaves_skills_and_profile_names_exactly_as_they_were(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var before = await HeldAsync(world);
        var run = await world.RunAsync(Source);
        var after = await HeldAsync(world);

        var undo = await world.UndoAsync(run.Summary.Run, world.PathOf("undo.json"));
        var shown = await HeldAsync(world);
        var applied = await world.ApplyAsync(world.PathOf("undo.json"));

        Assert.NotEqual(before, after);
        Assert.Equal(after, shown);
        Assert.Equal((RunStatus.Planned, ExitCode.Done), (undo.Summary.Status, undo.ExitCode));
        Assert.Equal((RunStatus.Converged, ExitCode.Done), (applied.Summary.Status, applied.ExitCode));
        var back = await HeldAsync(world);
        Assert.Equal((before[0], before[2]), (back[0], back[2]));
        if (world.IsGuide)
        {
            Assert.Equal(FindingSeverity.Warning, undo.Finds("undo-ended", "Employee 002: ending certification PCI").Severity);
            Assert.Equal("", await world.Target.SkillsOfAsync("002"));
            Assert.False(await world.Target.HoldsAsync("002", "PCI", world.Time.GetUtcNow()));
        }
        else
        {
            Assert.Equal(before[1], back[1]);
        }
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_plan_says_what_it_undoes_and_is_applied_once(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var run = await world.RunAsync(Source);
        await world.UndoAsync(run.Summary.Run, world.PathOf("undo.json"));
        await world.ApplyAsync(world.PathOf("undo.json"));

        var refused = await Assert.ThrowsAsync<EngineStartException>(() => world.ApplyAsync(world.PathOf("undo.json")));

        Assert.Equal(ExitCode.Conflict, refused.ExitCode);
        Assert.Contains($"actorsync undo {run.Summary.Run} --out", refused.Message, StringComparison.Ordinal);
        Assert.Equal(run.Summary.Run, PlanFile.Read(await File.ReadAllBytesAsync(world.PathOf("undo.json"), TestContext.Current.CancellationToken)).Undoes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task What_somebody_has_changed_since_is_left_and_listed(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var run = await world.RunAsync(Source);
        await world.Target.EditAsync("001", "\"skills\": {\"Billing\": 5, \"Spanish\": 4, \"VIP\": 1}");

        var undo = await world.UndoAsync(run.Summary.Run, world.PathOf("undo.json"));
        var applied = await world.ApplyAsync(world.PathOf("undo.json"));

        Assert.Equal((RunStatus.Partial, ExitCode.Partial), (undo.Summary.Status, undo.ExitCode));
        undo.Finds("undo-left", "Employee 001: rating skill Billing 3 → 1 is not done");
        undo.Finds("undo-left", "Employee 001: giving skill Spanish at 3 is not done");
        Assert.Equal(RunStatus.Converged, applied.Summary.Status);
        Assert.Equal(
            "Billing=5, Hand made=2, PCI_Gate=5, Spanish=4, VIP=1",
            await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task What_moves_between_the_plan_and_its_application_is_skipped(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var run = await world.RunAsync("employee_id,skills\n002,Billing:2\n003,Spanish:2\n");
        await world.UndoAsync(run.Summary.Run, world.PathOf("undo.json"));
        await world.Target.EditAsync("002", "\"skills\": {\"Billing\": 4}");

        var applied = await world.ApplyAsync(world.PathOf("undo.json"));

        Assert.Equal((RunStatus.Partial, ExitCode.Partial), (applied.Summary.Status, applied.ExitCode));
        Assert.Equal(("Billing=4", ""), (await world.Target.SkillsOfAsync("002"), await world.Target.SkillsOfAsync("003")));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_certification_that_has_ended_by_the_time_its_plan_is_applied_is_not_given_back(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        await world.RunAsync("employee_id,certifications\n002,PCI||2026-03-05\n");
        var ended = await world.RunAsync("employee_id,certifications\n002,{empty}\n");
        await world.UndoAsync(ended.Summary.Run, world.PathOf("undo.json"));
        world.Time.Pass(TimeSpan.FromDays(4));

        var applied = await world.ApplyAsync(world.PathOf("undo.json"));

        Assert.False(await world.Target.HoldsAsync("002", "PCI", world.Time.GetUtcNow()));
        Assert.Equal("", await world.Target.SkillsOfAsync("002"));
        Assert.Equal(world.IsGuide ? 0 : 2, applied.Summary.Findings.Count(finding => finding.Rule == "certification-ended"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_certification_that_a_later_run_has_let_lapse_is_not_given_back_by_undoing_an_earlier_ending(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        const string Given = "employee_id,certifications\n002,PCI||2026-12-31\n";
        await world.RunAsync(Given);
        var ended = await world.RunAsync("employee_id,certifications\n002,{empty}\n");
        await world.RunAsync(Given);
        await world.RunAsync("employee_id,certifications\n002,PCI||2026-12-31|lapse\n");

        var undo = await world.UndoAsync(ended.Summary.Run, world.PathOf("undo.json"));

        Assert.Equal(new OperationCounts(0, 0, 0, 0, 0), undo.Summary.Operations);
        Assert.Contains(undo.Summary.Findings, finding => finding.Rule == "undo-left" && finding.Message.Contains(world.IsGuide ? "has changed the value since" : "has ended meanwhile", StringComparison.Ordinal));
        Assert.False(await world.Target.HoldsAsync("002", "PCI", world.Time.GetUtcNow()));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_open_run_is_not_undone_and_one_that_was_given_up_is(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        world.Options = world.Options with { Target = world.Options.Target with { MaxInFlight = 1 } };
        world.IsDisturbed = true;
        world.Policy = new SyncPolicies(RemovalPolicy.Never); // So that each person takes one write.
        const string SkillsOnly = "employee_id,skills\n001,Billing:3;Claims:5\n002,Billing:2\n003,Spanish:2\n";
        var before = await HeldAsync(world);
        await world.StallWriteAsync(skip: 1);
        using var stop = new CancellationTokenSource();
        var running = world.RunUntilAsync(SkillsOnly, stop.Token);
        await world.Target.ReceiveWritesAsync(2, running);
        await world.StopAsync(stop);
        world.EndStall();
        var stopped = (await running).Summary;

        var refused = await Assert.ThrowsAsync<EngineStartException>(() => world.UndoAsync(stopped.Run));
        await world.AbandonAsync(stopped.Run);
        var halfway = await HeldAsync(world);
        var undo = await world.UndoAsync(stopped.Run, world.PathOf("undo.json"));
        await world.ApplyAsync(world.PathOf("undo.json"));

        Assert.Equal((RunStatus.Interrupted, ExitCode.Conflict), (stopped.Status, refused.ExitCode));
        Assert.Contains($"actorsync runs abandon {stopped.Run}", refused.Message, StringComparison.Ordinal);
        Assert.NotEqual(before, halfway);
        Assert.Equal(ExitCode.Done, undo.ExitCode);
        Assert.Equal(before, await HeldAsync(world));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_undoing_is_a_run_and_can_be_undone(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        const string SkillsOnly = "employee_id,skills\n001,Billing:3;Claims:5\n002,Billing:2\n";
        var run = await world.RunAsync(SkillsOnly);
        var after = await HeldAsync(world);
        await world.UndoAsync(run.Summary.Run, world.PathOf("undo.json"));
        var undone = await world.ApplyAsync(world.PathOf("undo.json"));

        await world.UndoAsync(undone.Summary.Run, world.PathOf("redo.json"));
        await world.ApplyAsync(world.PathOf("redo.json"));

        Assert.Equal(after, await HeldAsync(world));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task What_is_given_back_is_owned_as_it_was_and_what_was_nobody_s_stays_so(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        await world.RunAsync("employee_id,skills\n002,Billing:2\n");
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        var bad = await world.RunAsync("employee_id,skills\n001,{empty}\n002,{empty}\n");
        await world.UndoAsync(bad.Summary.Run, world.PathOf("undo.json"));
        await world.ApplyAsync(world.PathOf("undo.json"));
        world.Policy = new SyncPolicies(RemovalPolicy.Owned);
        var held = await HeldAsync(world);

        var next = await world.RunAsync("employee_id,skills\n001,{empty}\n002,{empty}\n");

        Assert.Contains("002 Billing=2 | ", held);
        Assert.Equal(new OperationCounts(0, 0, 1, 0, 0), next.Summary.Operations);
        Assert.Equal("", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_undoing_that_takes_too_much_is_held_by_the_guard(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var run = await world.RunAsync("employee_id,skills\n002,Billing:2\n003,Spanish:2\n");
        world.Guard = new GuardLimits(MaxRemovals: 1);

        var undo = await world.UndoAsync(run.Summary.Run, world.PathOf("undo.json"));
        var held = await world.ApplyAsync(world.PathOf("undo.json"));
        var accepted = await world.ApplyAsync(world.PathOf("undo.json"), accept: "the file was wrong");

        Assert.Equal((ExitCode.Held, ExitCode.Held, ExitCode.Done), (undo.ExitCode, held.ExitCode, accepted.ExitCode));
        Assert.Equal("", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_that_nobody_knows_is_refused_and_one_that_wrote_nothing_has_nothing_to_undo(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var run = await world.RunAsync("employee_id,skills\n002,{empty}\n");

        var undo = await world.UndoAsync(run.Summary.Run, world.PathOf("undo.json"));
        var refused = await Assert.ThrowsAsync<EngineStartException>(() => world.UndoAsync(new RunId("20200101T000000000Z")));

        Assert.Equal((ExitCode.Done, "There is no run"), (undo.ExitCode, refused.Message[..15]));
        Assert.Contains("there is nothing to undo", Assert.Single(undo.Notes), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.False(File.Exists(world.PathOf("undo.json")));
    }

    // A name by hand stands behind the two that ActorSync manages, whose order is not that of the alphabet; 002 and 003 hold nothing.
    private static async Task<ContractWorld> StartAsync(TargetDialect dialect)
    {
        var world = await ContractWorld.StartAsync(
            dialect,
            [
                Seeds.User("001", ("Billing", 1), ("Hand made", 2), ("PCI_Gate", 5), ("Spanish", 3), ("VIP", 2)).Certified("PCI", Expiry).Certified("FirstAid", Expiry),
                Seeds.User("002"),
                Seeds.User("003"),
            ]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        if (!world.IsGuide)
        {
            await world.Target.EditAsync("001", "\"certifications\": {\"By hand\": true}");
        }

        return world;
    }

    private static async Task<string[]> HeldAsync(ContractWorld world)
    {
        var held = new List<string>();
        foreach (var person in new[] { "001", "002", "003" })
        {
            held.Add($"{person} {await world.Target.SkillsOfAsync(person)} | {await world.Target.CertificationsOfAsync(person)}");
        }

        return [.. held];
    }
}
