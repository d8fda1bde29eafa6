using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A run that was interrupted when only few people were left: whoever goes on with it reads them alone.</summary>
public sealed class FewLeftTests
{
    private const string Source = "employee_id,skills\n001,Billing:3\n002,Billing:3\n003,Billing:3\n";

    [Fact]
    public async Task Where_one_read_shows_everything_nobody_else_is_listed()
    {
        await using var world = await StartAsync();
        var before = await InterruptAsync(world);

        var resumed = await world.ResumeAsync();

        var requests = (await world.Target.RequestsAsync()).Skip(before).Where(request => request.Path.StartsWith("/api/v2/users", StringComparison.Ordinal)).ToList();
        Assert.Equal((RunStatus.Converged, 3), (resumed.Summary.Status, resumed.Summary.Users.Changed));
        Assert.DoesNotContain(requests, request => request.Path == "/api/v2/users");
        Assert.Equal("GET", requests[0].Method);
        Assert.Single(requests.Select(request => request.User).Distinct());
        foreach (var employee in (string[])["001", "002", "003"])
        {
            Assert.Equal("Billing=3", await world.Target.SkillsOfAsync(employee));
        }
    }

    [Fact]
    public async Task Somebody_deleted_meanwhile_is_held_as_where_everybody_is_listed()
    {
        await using var world = await StartAsync();
        await InterruptAsync(world);
        foreach (var employee in (string[])["001", "002", "003"])
        {
            if (await world.Target.SkillsOfAsync(employee) != "Billing=3")
            {
                await world.Target.EditAsync(employee, """ "state": "deleted" """);
            }
        }

        var resumed = await world.ResumeAsync();

        Assert.Equal((RunStatus.Partial, 2, 1, 0), (resumed.Summary.Status, resumed.Summary.Users.Changed, resumed.Summary.Users.Held, resumed.Summary.Users.Failed));
    }

    private static async Task<ContractWorld> StartAsync()
    {
        var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001"), Seeds.User("002"), Seeds.User("003")]);
        world.Options = world.Options with { Target = world.Options.Target with { MaxInFlight = 1 } };
        world.IsDisturbed = true;
        return world;
    }

    // The third write is refused for an hour: one person is left. How many requests there have been.
    private static async Task<int> InterruptAsync(ContractWorld world)
    {
        await world.Target.FailAsync("too-many-requests:seconds=3600,route=PATCH,skip=2,times=1");
        Assert.Equal(RunStatus.Interrupted, (await world.RunAsync(Source)).Summary.Status);
        world.Time.Pass(TimeSpan.FromHours(1));
        return (await world.Target.RequestsAsync()).Count;
    }
}
