using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A target that finds a page too large is asked for smaller ones, whatever is listed.</summary>
public sealed class LargePageTests
{
    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Skills_certifications_and_users_are_read_in_smaller_pages_where_the_largest_is_refused(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect,
            [Seeds.User("001")],
            seed => seed with { Skills = seed.Skills.AddRange(Enumerable.Range(0, 150).Select(number => new SeedSkill($"Other {number}"))) });
        await world.Target.FailAsync("response-too-large:size=100");
        world.IsDisturbed = true;

        var report = await world.RunAsync("employee_id,skills,certifications\n001,Billing:3,FirstAid||2026-12-31\n");

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
        var requests = await world.Target.RequestsAsync();
        var refused = requests.Where(request => request.Status == 400).Select(request => request.Route).Distinct().ToList();
        string[] lists = dialect == TargetDialect.Guide
            ? ["/api/v2/certifications", "/api/v2/skills", "/api/v2/users"]
            : ["/api/v2/routing/skills", "/api/v2/users"]; // It has no list of certifications.
        Assert.Equal(lists, refused.Order(StringComparer.Ordinal));
        Assert.All(refused, route => Assert.Contains(requests, request => request.Route == route && request.Status == 200));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_target_that_finds_every_page_too_large_is_told_as_what_it_is_and_not_as_out_of_reach(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync("response-too-large:size=5");
        world.IsDisturbed = true;

        var report = await world.RunAsync("employee_id,skills\n001,Billing:3\n");

        Assert.Equal((RunStatus.Failed, ExitCode.Unavailable), (report.Summary.Status, report.ExitCode));
        Assert.StartsWith("The target cannot be read: GET ", report.Error, StringComparison.Ordinal);
        Assert.Contains("400 response.entity.too.large", report.Error, StringComparison.Ordinal);
        Assert.Contains("even for pages of 25 rows", report.Error, StringComparison.Ordinal);
        Assert.Contains("must allow larger answers", report.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("network", report.Error, StringComparison.Ordinal);
    }
}
