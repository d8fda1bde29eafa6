using System.Text;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;
using ActorSync.Engine.Tests.Contract;

namespace ActorSync.Engine.Tests.Hosting;

public sealed class ProgressBoardTests
{
    [Theory]
    [InlineData("server-error:status=503,route=PATCH", 2)] // Looked at again after 2 and 4 s, written again, and so on.
    [InlineData("server-error:status=503,route=GET /api/v2/users/{id}", 1)] // The first write is lost, and its look is tried again.
    public async Task Where_nothing_but_further_tries_is_left_they_are_counted(string fault, int people)
    {
        var seen = await SeeAsync(people, progress => progress is { Phase: RunPhase.Converging, AwaitedTries: > 0 }, fault, "server-error:status=503,route=PATCH,times=1");

        Assert.Equal((1, 1), (seen.BetweenTries, seen.AwaitedTries)); // The first goes ahead of the others.
    }

    [Fact]
    public async Task A_login_that_is_away_is_shown()
    {
        var seen = await SeeAsync(people: 1, progress => progress.WaitsFor is { Reason: not null }, "server-error:status=503,route=/oauth/token");

        Assert.Equal(("the token endpoint answered 503", true), (seen.WaitsFor!.Reason, seen.WaitsFor.AtLogin));
    }

    [Fact]
    public async Task A_target_that_is_away_is_shown()
    {
        var seen = await SeeAsync(people: 1, progress => progress.WaitsFor is { AtLogin: false }, "server-error:status=503");

        Assert.Equal("the target answered 503", seen.WaitsFor!.Reason);
    }

    [Fact]
    public async Task Where_no_source_is_read_none_is_shown_as_read()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("E1")]);
        var run = (await world.RunAsync("employee_id,skills\nE1,Billing:3\n")).Summary.Run;

        await world.WithEngineAsync(EngineMode.ReadOnly, async engine =>
        {
            var undoing = engine.UndoAsync(run, planPath: null, TestContext.Current.CancellationToken);
            Assert.NotEqual(RunPhase.Reading, engine.Progress.Phase);
            return await undoing;
        });
    }

    /// <summary>The first picture of a run that is as <paramref name="isIt"/> says, before that run is interrupted.</summary>
    private static async Task<RunProgress> SeeAsync(int people, Predicate<RunProgress> isIt, params string[] faults)
    {
        string[] ids = [.. Enumerable.Range(1, people).Select(number => $"E{number}")];
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [.. ids.Select(id => Seeds.User(id))]);
        world.Time.HoldsLongTimers = true; // A further try of the gateway's stays a further try.
        await world.Target.FailAsync(faults);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        return await world.WithEngineAsync(EngineMode.Writing, async engine =>
        {
            var source = "employee_id,skills\n" + string.Join('\n', ids.Select(id => $"{id},Billing:3"));
            var run = engine.RunAsync(new RunRequest([SourceInput.FromBytes("people.csv", Encoding.UTF8.GetBytes(source))], null, null), stop.Token);
            RunProgress progress;
            while (!isIt(progress = engine.Progress))
            {
                Assert.False(run.IsCompleted);
                await Task.Yield();
            }

            await stop.CancelAsync();
            await run;
            return progress;
        });
    }
}
