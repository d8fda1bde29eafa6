using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 1 of what a run does to a person: only what the source states is acted on.</summary>
public sealed class Point01StatedOrNotTests
{
    private const string Expiry = "2026-12-30T23:59:59.999Z";
    private static readonly SyncPolicies Managed = new(RemovalPolicy.Managed);

    public static MatrixTheoryData<TargetDialect, string> Silences => new(BothDialects.All,
    [
        "employee_id,email\n001,001@example.com\n",
        "employee_id,skills,certifications\n001,,\n",
        """[{"employeeId": "001", "skills": null, "certifications": null}]""",
        """[{"employeeId": "001"}]""",
    ]);

    public static MatrixTheoryData<TargetDialect, string> Nones => new(BothDialects.All,
    [
        "employee_id,skills,certifications\n001,{empty},{empty}\n",
        """[{"employeeId": "001", "skills": [], "certifications": []}]""",
    ]);

    public static MatrixTheoryData<TargetDialect, SourceMode> Modes => new(BothDialects.All, [SourceMode.Partial, SourceMode.Full]);

    [Theory]
    [MemberData(nameof(Silences))]
    public async Task An_absent_column_an_empty_cell_a_null_or_a_missing_property_says_nothing(TargetDialect dialect, string source)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2)).Certified("FirstAid", Expiry)]);
        world.Policy = Managed;

        var report = await world.RunFilesAsync([(FileName(source), source)]);

        Assert.Equal(new UserCounts(1, 0, 1, 0, 0, 0), report.Summary.Users);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("001"));
        Assert.True(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
    }

    [Theory]
    [MemberData(nameof(Nones))]
    public async Task The_word_empty_and_an_empty_JSON_list_say_none(TargetDialect dialect, string source)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2)).Certified("FirstAid", Expiry)]);
        world.Policy = Managed;

        var report = await world.RunFilesAsync([(FileName(source), source)]);

        Assert.Equal(new OperationCounts(0, 0, 1, 0, 1), report.Summary.Operations);
        Assert.Equal("", await world.Target.SkillsOfAsync("001"));
        Assert.False(await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_word_NO_OVERWRITE_leaves_a_list_as_it_is(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2)).Certified("FirstAid", Expiry)]);
        world.Policy = Managed;

        var report = await world.RunAsync("employee_id,skills,certifications\n001,&&NO_OVERWRITE&&,&&NO_OVERWRITE&&\n");

        Assert.Equal(new UserCounts(1, 0, 1, 0, 0, 0), report.Summary.Users);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_word_NO_OVERWRITE_as_a_level_leaves_that_skill_as_it_is(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2), ("Spanish", 4))]);
        world.Policy = Managed;

        await world.RunAsync("employee_id,skill,level\n001,Billing,&&NO_OVERWRITE&&\n");

        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_skill_that_a_stated_person_no_longer_lists_is_no_longer_stated_in_both_modes(TargetDialect dialect, SourceMode mode)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        world.Source = world.Source with { Mode = mode };

        await world.RunAsync("employee_id,skills\n001,Billing:3;Claims:2\n");
        await world.RunAsync("employee_id,skills\n001,Billing:3\n");

        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_person_without_rows_in_a_sheet_says_nothing_in_partial_and_none_in_full(TargetDialect dialect, SourceMode mode)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2)).Certified("FirstAid", Expiry), Seeds.User("002").Certified("FirstAid", Expiry)]);
        world.Policy = Managed;
        world.Source = world.Source with { Mode = mode };

        await world.RunFilesAsync(
        [
            ("people.csv", "employee_id,status\n001,active\n002,active\n"),
            ("skills.csv", "employee_id,skill,level\n002,Claims,3\n"),
            ("certifications.csv", "employee_id,certification,issued_on,expires_on\n002,FirstAid,,2026-12-31\n"),
        ]);

        var saysNone = mode == SourceMode.Full;
        Assert.Equal(saysNone ? "" : "Billing=2", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(!saysNone, await world.Target.HoldsAsync("001", "FirstAid", world.Time.GetUtcNow()));
        Assert.Equal("Claims=3", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Several_files_join_as_a_full_outer_join_on_the_employee_id(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002"), Seeds.User("003")]);

        var report = await world.RunFilesAsync(
        [
            ("people.csv", "employee_id,skills\n001,Billing:3\n002,Billing:4\n"),
            ("skills.csv", "employee_id,skill,level\n002,Claims,2\n003,Claims,5\n"),
        ]);

        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("Billing=4, Claims=2", await world.Target.SkillsOfAsync("002"));
        Assert.Equal("Claims=5", await world.Target.SkillsOfAsync("003"));
        Assert.Equal(new UserCounts(3, 3, 0, 0, 0, 0), report.Summary.Users);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task In_full_a_person_whom_the_person_sheet_lacks_is_rejected_and_not_absent(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002", ("Billing", 2)), Seeds.User("003", ("Billing", 2))]);
        world.Policy = Managed with { Absent = LeaverPolicy.Remove };
        world.Source = world.Source with { Mode = SourceMode.Full };
        await world.RunAsync("employee_id,status\n001,active\n002,active\n003,active\n");

        var report = await world.RunFilesAsync(
        [
            ("people.csv", "employee_id,status\n001,active\n"),
            ("skills.csv", "employee_id,skill,level\n001,Claims,3\n002,Claims,3\n"),
        ],
        accept: "two people left");

        Assert.Equal(1, report.Summary.Rows.Rejected);
        report.Finds("person-not-in-person-sheet");
        Assert.Equal("Claims=3", await world.Target.SkillsOfAsync("001"));
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
        Assert.Equal("", await world.Target.SkillsOfAsync("003"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_with_only_makes_nobody_absent(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002", ("Billing", 2))]);
        world.Policy = Managed with { Absent = LeaverPolicy.Remove };
        world.Source = world.Source with { Mode = SourceMode.Full };
        world.Guard = new GuardLimits(MaxRowDropPercent: 100);
        await world.RunAsync("employee_id,status\n001,active\n002,active\n");

        var report = await world.RunAsync("employee_id,skills\n001,Billing:3\n", only: ["001"]);

        Assert.Equal(new UserCounts(1, 1, 0, 0, 0, 0), report.Summary.Users);
        Assert.Equal("Billing=2", await world.Target.SkillsOfAsync("002"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_with_only_leaves_the_remembered_row_count_as_it_was(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        world.Source = world.Source with { Mode = SourceMode.Full };
        await world.RunAsync("employee_id\n001\n002\n003\n004\n");
        await world.RunAsync("employee_id\n001\n002\n003\n", only: ["001"]);

        var report = await world.RunAsync("employee_id\n001\n002\n");

        Assert.Equal(RunStatus.Held, report.Summary.Status);
        Assert.Contains("2 instead of 4", Assert.Single(report.Summary.Guard.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_with_only_leaves_who_was_stated_as_it_was(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2)), Seeds.User("002")]);
        world.Policy = Managed with { Absent = LeaverPolicy.Remove };
        world.Source = world.Source with { Mode = SourceMode.Full };
        await world.RunAsync("employee_id,skills\n001,Billing:3\n002,Billing:3\n", only: ["001"]);

        var report = await world.RunAsync("employee_id\n002\n");

        Assert.Equal(1, report.Summary.Users.InScope);
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    private static string FileName(string source) => source.StartsWith('[') ? "people.json" : "people.csv";
}
