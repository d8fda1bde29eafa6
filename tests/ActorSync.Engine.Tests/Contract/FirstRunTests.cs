using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

public sealed class FirstRunTests
{
    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_file_converges_the_target_and_a_second_run_is_silent(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(
            dialect, [Seeds.User("001", ("Billing", 2), ("Hand made", 4)), Seeds.User("002"), Seeds.User("003", ("Spanish", 4))]);
        const string Source = "employee_id,email,skills\n001,001@example.com,Billing:3;Spanish:1\n002,002@example.com,Claims:5\n003,003@example.com,Spanish:4\n";

        var first = await world.RunAsync(Source);
        var second = await world.RunAsync(Source);

        Assert.Equal(RunStatus.Converged, first.Summary.Status);
        Assert.Equal(ExitCode.Done, first.ExitCode);
        Assert.Equal(new UserCounts(3, 2, 1, 0, 0, 0), first.Summary.Users);
        Assert.Equal(new OperationCounts(2, 1, 0, 0, 0), first.Summary.Operations);
        Assert.Equal("Billing=3, Hand made=4, Spanish=1", await world.Target.SkillsOfAsync("001"));
        Assert.Equal(0, second.Summary.Requests.Writes);
        Assert.Equal(3, second.Summary.Users.Unchanged);
    }
}
