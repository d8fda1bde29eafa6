using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Point 10 of what a run does to a person: which user a person is, never by a guess.</summary>
public sealed class Point10MatchingTests
{
    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_employee_id_is_the_first_key_and_is_trimmed(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);

        await world.RunAsync("employee_id,email,skills\n  001 ,unknown@example.com,Billing:3\n");

        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_email_is_the_second_key_trimmed_composed_and_without_case(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("") with { Email = "Jos\u00E9.Ruiz@Example.com" }]);

        await world.RunAsync("employee_id,email,skills\n001,  JOSE\u0301.RUIZ@EXAMPLE.COM ,Billing:3\n");

        Assert.Equal("Billing=3", await world.Target.SkillsOfEmailAsync("Jos\u00E9.Ruiz@Example.com"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Without_a_match_a_person_is_unmatched(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001", ("Billing", 2))]);

        await AssertUnmatchedAsync(world, "employee_id,email,skills\n002,002@example.com,Billing:3\n", "no-such-user", 1);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task With_two_users_of_one_employee_id_a_person_is_unmatched(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("001") with { Email = "other@example.com" }]);

        await AssertUnmatchedAsync(world, "employee_id,email,skills\n001,001@example.com,Billing:3\n", "employee-id-ambiguous", 1);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task With_two_users_of_one_email_a_person_is_unmatched(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("") with { Email = "shared@example.com" }, Seeds.User("") with { Email = "Shared@example.com" }]);

        await AssertUnmatchedAsync(world, "employee_id,email,skills\n001,shared@example.com,Billing:3\n", "email-ambiguous", 1);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Two_people_for_one_user_are_both_unmatched(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("") with { Email = "shared@example.com" }]);

        await AssertUnmatchedAsync(
            world, "employee_id,email,skills\n001,shared@example.com,Billing:3\n002,shared@example.com,Billing:3\n", "two-people-one-user", 2);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_id_and_an_email_that_name_different_users_are_unmatched(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001"), Seeds.User("002")]);

        await AssertUnmatchedAsync(
            world,
            "employee_id,email,skills\n001,002@example.com,Billing:3\n003,002@example.com,Billing:3\n",
            "id-and-email-disagree",
            2);
    }

    private static async Task AssertUnmatchedAsync(ContractWorld world, string source, string rule, int people)
    {
        var before = (await world.Target.StateAsync()).ToString();

        var report = await world.RunAsync(source);

        Assert.Equal(new UserCounts(0, 0, 0, 0, 0, people), report.Summary.Users);
        Assert.Equal(people, report.Summary.Findings.Count(finding => finding.Rule == rule));
        Assert.Equal(people, report.Summary.Rows.Accepted);
        Assert.Equal(ExitCode.Partial, report.ExitCode);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
        Assert.Equal(before, (await world.Target.StateAsync()).ToString());
    }
}
