using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>The contract's summary: what each figure counts. That rows and users add up, and that the requests are those the sandbox received, every test of this folder asserts.</summary>
public sealed class SummaryTests
{
    private const string Expiry = "2026-12-30T23:59:59.999Z";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Every_row_is_accepted_rejected_superseded_or_out_of_scope(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [.. "12346789".Select(digit => Seeds.User($"00{digit}") with { Division = digit == '4' ? "Elsewhere" : "Home" })]);
        world.Options = world.Options with { Scope = new ScopeOptions { Divisions = ["Home"] } };

        var report = await world.RunAsync(
            """
            employee_id,status,skills
            001,active,Billing:3
            001,active,Billing:3
            002,active,Billing:3
            002,active,Billing:4

            003,inactive,Billing:3
            004,active,Billing:3
            005,active,Billing:3
            006,active,Billing:3;Nonsense:1
            007,active,Billing:3

            """,
            only: ["001", "002", "003", "004", "005", "006", "099"]);

        Assert.Equal(new RowCounts(Read: 9, Accepted: 3, Rejected: 2, Superseded: 1, OutOfScope: 3), report.Summary.Rows);
        Assert.Equal(1, report.Summary.ItemsRejected);
        Assert.Equal(new UserCounts(2, 2, 0, 0, 0, 1), report.Summary.Users);
        Assert.Equal((RunStatus.Partial, ExitCode.Partial), (report.Summary.Status, report.ExitCode));
        Assert.Equal(2, report.Summary.Findings.Count(finding => finding.Rule == "rows-contradict"));
        report.Finds("only-not-in-source", "099");
        Assert.Equal("", await world.Target.SkillsOfAsync("002"));
        Assert.Equal("", await world.Target.SkillsOfAsync("004"));
        Assert.Equal("", await world.Target.SkillsOfAsync("007"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task In_a_sheet_the_row_is_the_item_and_counts_under_rows(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);

        var report = await world.RunFilesAsync(
        [
            ("skills.csv", "employee_id,skill,level\n001,Billing,3\n001,Claims,many\n001,Billing,3\n"),
            ("certifications.csv", "employee_id,certification,issued_on,expires_on\n001,FirstAid,,2026-12-31\n001,Nonsense,,2026-12-31\n"),
        ]);

        Assert.Equal(new RowCounts(5, 2, 2, 1, 0), report.Summary.Rows);
        Assert.Equal(0, report.Summary.ItemsRejected);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_sheets_row_that_the_target_lacks_the_name_for_counts_under_rows(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001")], seed => seed with { Skills = seed.Skills.RemoveAll(skill => skill.Name == "Claims") });

        var report = await world.RunFilesAsync([("skills.csv", "employee_id,skill,level\n001,Billing,3\n001,Claims,2\n")]);

        Assert.Equal(new RowCounts(2, 1, 1, 0, 0), report.Summary.Rows);
        Assert.Equal(0, report.Summary.ItemsRejected);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_row_is_an_element_of_a_JSON_array_or_a_line_of_NDJSON_summed_over_the_files(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002"), Seeds.User("003")]);

        var report = await world.RunFilesAsync(
        [
            ("some.json", """[{"employeeId": "001", "skills": [{"name": "Billing", "level": 3}]}, {"employeeId": "002", "skills": []}]"""),
            ("more.ndjson", """{"employeeId": "003", "skills": [{"name": "Billing", "level": 4}]}""" + "\n\n"),
        ]);

        Assert.Equal(new RowCounts(3, 3, 0, 0, 0), report.Summary.Rows);
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("Billing=4", await world.Target.SkillsOfAsync("003"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Users_are_changed_unchanged_failed_or_held_and_the_unmatched_stand_apart(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001"), Seeds.User("002", ("Billing", 3)), Seeds.User("003") with { State = "inactive" }, Seeds.User("004")]);
        world.Options = world.Options with { Target = world.Options.Target with { MaxInFlight = 1 } };
        world.IsDisturbed = true;
        await world.Target.FailAsync("user-forbidden:route=PATCH,skip=1");

        var report = await world.RunAsync("employee_id,skills\n001,Billing:3\n002,Billing:3\n003,Billing:3\n004,Billing:3\n005,Billing:3\n");

        Assert.Equal(new UserCounts(4, 1, 1, 1, 1, 1), report.Summary.Users);
        Assert.Equal((RunStatus.Partial, ExitCode.Partial), (report.Summary.Status, report.ExitCode));
        Assert.Equal(1, report.Summary.Operations.SkillsAdded);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Operations_are_counted_by_kind_and_gating_skills_count_as_skills(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2), ("Spanish", 4), ("PCI_Gate", 5)).Certified("PCI", Expiry), Seeds.User("002")]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        const string Source = "employee_id,skills,certifications\n001,Billing:3;Claims:1;PCI_Gate:5,PCI||2026-02-01;FirstAid||2026-12-31\n002,,PCI||2026-12-31\n";
        const string Genesys = "employee_id,skills,certifications\n001,Billing:3;Claims:1,PCI||2026-02-01;FirstAid||2026-12-31\n002,,PCI||2026-12-31\n";

        var report = await world.RunAsync(world.IsGuide ? Source : Genesys);

        var expected = world.IsGuide ? new OperationCounts(1, 1, 1, 2, 1) : new OperationCounts(2, 1, 2, 2, 1);
        Assert.Equal(expected, report.Summary.Operations);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_forecast_of_a_plan_is_what_the_run_sends(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2), ("Claims", 1)), Seeds.User("002").Certified("FirstAid", Expiry), Seeds.User("003")]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        const string Source = "employee_id,skills,certifications\n001,Spanish:3,\n002,Spanish:1,{empty}\n003,,\n";

        var planned = await world.PlanAsync(Source);
        var run = await world.RunAsync(Source);

        Assert.Equal(planned.Summary.Forecast, run.Summary.Requests.Sent);
        Assert.Equal(planned.Summary.Operations, run.Summary.Operations);
        Assert.Equal(1, run.Summary.Requests.Tokens);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_lower_bound_of_writes_counts_chunks_of_50_and_removals_as_the_dialect_has_them(TargetDialect dialect)
    {
        string[] names = [.. Enumerable.Range(1, 60).Select(number => $"Skill {number:00}")];
        await using var world = await ContractWorld.StartAsync(
            dialect,
            [Seeds.User("001", ("Billing", 2), ("Claims", 1), ("Spanish", 1)).Certified("FirstAid", Expiry)],
            seed => seed with { Skills = seed.Skills.AddRange(names.Select(name => new SeedSkill(name))) });
        var taxonomy = ContractWorld.Taxonomy();
        world.Options = world.Options with
        {
            Taxonomy = new DeclaredTaxonomy(
                [.. taxonomy.Skills, .. names.Select(name => new DeclaredSkill(new SkillName(name), null, null, true, null))], taxonomy.Certifications),
        };
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);

        var report = await world.RunAsync($"employee_id,skills,certifications\n001,{string.Join(';', names.Select(name => $"{name}:1"))},{{empty}}\n");

        Assert.Equal(new OperationCounts(60, 0, 3, 0, 1), report.Summary.Operations);
        Assert.Equal(world.IsGuide ? 3 : 6, report.Summary.WritesLowerBound);
        Assert.Equal(report.Summary.WritesLowerBound, (await world.Target.CountsAsync()).Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_retried_attempt_counts_as_a_request_of_its_own(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync("connection-closed:route=GET,times=1");
        world.IsDisturbed = true;

        var report = await world.RunAsync("employee_id,skills\n001,Billing:3\n");

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal(1, report.Summary.Requests.Retried);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_held_file_writes_nothing_and_says_why(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);

        var report = await world.RunAsync("name,skills\nAna,Billing:3\n");

        Assert.Equal((RunStatus.Held, ExitCode.Held), (report.Summary.Status, report.ExitCode));
        Assert.Equal(GuardOutcome.Hold, report.Summary.Guard.Outcome);
        report.Finds("key-column-missing");
        Assert.Equal(default, await world.Target.CountsAsync());
    }
}
