using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Engine.Tests.Contract;

public sealed class FirstRunTests
{
    public static TheoryData<TargetDialect> Dialects => [TargetDialect.Genesys, TargetDialect.Guide];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_file_converges_the_target_and_a_second_run_is_silent(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect,
        [
            new SeedUser("001", "ana@example.com", "Ana") { Skills = [new("Billing", 2), new("Hand made", 4)] },
            new SeedUser("002", "bo@example.com", "Bo"),
            new SeedUser("003", "cy@example.com", "Cy") { Skills = [new("Spanish", 4)] },
        ]);
        const string Source = "employee_id,email,skills\n001,ana@example.com,Billing:3;Spanish:1\n002,bo@example.com,Claims:5\n003,cy@example.com,Spanish:4\n";

        var first = await world.RunAsync(Source);
        var second = await world.RunAsync(Source);

        Assert.Equal(RunStatus.Converged, first.Summary.Status);
        Assert.Equal(ExitCode.Done, first.ExitCode);
        Assert.Equal(new UserCounts(3, 2, 1, 0, 0, 0), first.Summary.Users);
        Assert.Equal(new OperationCounts(2, 1, 0, 0, 0), first.Summary.Operations);
        Assert.Equal(first.Summary.Forecast, first.Summary.Requests.Sent);
        Assert.Equal(first.Summary.WritesLowerBound, first.Summary.Requests.Writes);
        Assert.Equal(["Billing=3", "Hand made=4", "Spanish=1"], (await world.SkillsOfAsync("001")).Select(skill => $"{skill.Key}={skill.Value:0.#}"));
        Assert.Equal(0, second.Summary.Requests.Writes);
        Assert.Equal(3, second.Summary.Users.Unchanged);
    }
}
