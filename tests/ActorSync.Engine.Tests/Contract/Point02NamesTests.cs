using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 2 of what a run does to a person: names match exactly, and what is rejected loses nothing.</summary>
public sealed class Point02NamesTests
{
    private const string Expiry = "2026-12-30T23:59:59.999Z";
    private static readonly SyncPolicies Managed = new(RemovalPolicy.Managed, Absent: LeaverPolicy.Remove);

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_name_matches_after_trimming_and_composing(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);

        await world.RunAsync("employee_id,skills\n001,  Espan\u0303ol : 4 ; Billing:2\n");

        Assert.Equal("Billing=2, Espa\u00F1ol=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_name_that_differs_by_case_only_is_rejected_with_the_right_spelling_and_left_untouched(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2), ("Claims", 4)).Certified("FirstAid", Expiry)]);
        world.Policy = Managed;

        var report = await world.RunAsync("employee_id,skills,certifications\n001,billing:3;Spanish:1,firstaid||2027-05-01\n");

        report.Finds("skill-case-differs", "Write 'Billing'");
        report.Finds("certification-case-differs", "Write 'FirstAid'");
        Assert.Equal(2, report.Summary.ItemsRejected);
        Assert.Equal("Billing=2, Spanish=1", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(world.IsGuide ? $"FirstAid until {Expiry}" : "FirstAid", await world.Target.CertificationsOfAsync("001"));
        Assert.Equal(ExitCode.Partial, report.ExitCode);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_column_that_nobody_knows_is_ignored_and_listed(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);

        var report = await world.RunAsync("employee_id,Cost Centre,skills\n001,4711,Billing:3\n");

        Assert.Equal(FindingSeverity.Notice, report.Finds("columns-ignored", "Cost Centre").Severity);
        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task While_a_name_is_unknown_nothing_of_that_list_is_removed_as_no_longer_stated(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2), ("Claims", 4)).Certified("FirstAid", Expiry)]);
        world.Policy = Managed;

        var report = await world.RunAsync("employee_id,skills,certifications\n001,Biling:3;Billing:5,{empty}\n");

        report.Finds("skill-undeclared", "taxonomy apply");
        Assert.Equal(1, report.Summary.ItemsRejected);
        Assert.Equal("Billing=5, Claims=4", await world.Target.SkillsOfAsync("001"));
        Assert.False(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_unmanaged_name_rejects_its_item_and_stays_untouched(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("VIP", 2), ("Claims", 4))]);
        world.Policy = Managed;

        var report = await world.RunAsync("employee_id,skills\n001,VIP:5;Billing:1\n");

        report.Finds("skill-unmanaged", "managed");
        Assert.Equal(1, report.Summary.ItemsRejected);
        Assert.Equal("Billing=1, VIP=2", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_declared_name_that_the_target_lacks_rejects_its_item_and_is_not_created(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect,
            [Seeds.User("001")],
            seed => seed with { Skills = seed.Skills.RemoveAll(skill => skill.Name == "Claims"), Certifications = seed.Certifications.RemoveAll(each => each.Name == "FirstAid") });
        var before = (await world.Target.StateAsync()).GetProperty("skills").ToString();

        var report = await world.RunAsync("employee_id,skills,certifications\n001,Claims:3;Billing:1,FirstAid||2027-01-01\n");

        report.Finds("skill-not-on-target", "The skill 'Claims' is declared, but the target does not have it. Create it with 'actorsync taxonomy apply'");
        if (world.IsGuide)
        {
            report.Finds("certification-not-on-target", "The certification 'FirstAid' is declared, but");
        }

        Assert.Equal(world.IsGuide ? 2 : 1, report.Summary.ItemsRejected);
        Assert.Equal("Billing=1", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(before, (await world.Target.StateAsync()).GetProperty("skills").ToString());
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_person_with_a_rejected_row_is_never_absent(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002", ("Billing", 2)), Seeds.User("003", ("Billing", 2))]);
        world.Policy = Managed;
        world.Source = world.Source with { Mode = SourceMode.Full };
        world.Guard = new GuardLimits(MaxRowDropPercent: 100);
        await world.RunAsync("employee_id,status\n001,active\n002,active\n003,active\n");

        var report = await world.RunAsync("employee_id,status\n001,active\n002,retired\n");

        report.Finds("status-unknown");
        Assert.Equal(1, report.Summary.Rows.Rejected);
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
        Assert.Equal("", await world.Target.SkillsOfAsync("003"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_person_with_a_rejected_sheet_row_loses_nothing_in_this_run_a_zero_included(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2), ("Claims", 4)).Certified("FirstAid", Expiry), Seeds.User("002", ("Billing", 2))]);
        world.Policy = Managed;

        var report = await world.RunFilesAsync(
        [
            ("people.csv", "employee_id,certifications\n001,{empty}\n002,\n"),
            ("skills.csv", "employee_id,skill,level\n001,Billing,0\n001,Spanish,many\n001,Espa\u00F1ol,3\n002,Billing,0\n"),
        ]);

        Assert.Equal(1, report.Summary.Rows.Rejected);
        Assert.Equal("Billing=2, Claims=4, Espa\u00F1ol=3", await world.Target.SkillsOfAsync("001"));
        Assert.True(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
        Assert.Equal("", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_terminated_person_with_a_rejected_sheet_row_loses_nothing_in_this_run(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2)).Certified("FirstAid", Expiry)]);
        world.Policy = Managed;

        await world.RunFilesAsync(
        [
            ("people.csv", "employee_id,status\n001,terminated\n"),
            ("skills.csv", "employee_id,skill,level\n001,Spanish,many\n"),
        ]);

        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_rejected_row_whose_key_cannot_be_read_makes_nobody_absent_in_this_run(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002", ("Billing", 2))]);
        world.Policy = Managed;
        world.Source = world.Source with { Mode = SourceMode.Full };
        world.Guard = new GuardLimits(MaxRowDropPercent: 100);
        await world.RunAsync("employee_id,status\n001,active\n002,active\n");

        var report = await world.RunAsync("employee_id,status\n001,active\n,active\n");

        Assert.Equal(1, report.Summary.Rows.Rejected);
        Assert.Equal(1, report.Summary.Users.InScope);
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task In_a_sheet_an_unreadable_key_suspends_every_removal_of_what_that_sheet_no_longer_states(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2), ("Claims", 4), ("Spanish", 3)).Certified("FirstAid", Expiry).Certified("PCI", Expiry)]);
        world.Policy = Managed;

        await world.RunFilesAsync(
        [
            ("skills.csv", "employee_id,skill,level\n001,Billing,5\n001,Spanish,0\n,Claims,3\n"),
            ("certifications.csv", "employee_id,certification,issued_on,expires_on\n001,PCI,,2026-12-31\n"),
        ]);

        var gate = world.IsGuide ? "" : ", PCI_Gate=5";
        Assert.Equal($"Billing=5, Claims=4{gate}", await world.Target.SkillsOfAsync("001"));
        Assert.False(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task In_a_certification_sheet_an_unreadable_key_suspends_endings_alone(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2), ("Claims", 4)).Certified("FirstAid", Expiry).Certified("PCI", Expiry)]);
        world.Policy = Managed;

        await world.RunFilesAsync(
        [
            ("skills.csv", "employee_id,skill,level\n001,Billing,2\n"),
            ("certifications.csv", "employee_id,certification,issued_on,expires_on\n001,PCI,,2026-12-31\n,FirstAid,,2027-01-01\n"),
        ]);

        var gate = world.IsGuide ? "" : ", PCI_Gate=5";
        Assert.Equal($"Billing=2{gate}", await world.Target.SkillsOfAsync("001"));
        Assert.True(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
    }
}
