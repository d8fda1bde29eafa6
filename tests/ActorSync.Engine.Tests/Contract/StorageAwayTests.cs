using System.Text;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;
using ActorSync.Engine.Tests.Journal;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A run whose PostgreSQL journal goes away in its middle.</summary>
public sealed class StorageAwayTests : IAsyncLifetime
{
    private const int People = 20;
    private const int Answered = 5;

    private static readonly string Source = "employee_id,skills\n" + string.Concat(Enumerable.Range(1, People).Select(number => $"{number:000},Billing:3\n"));

    private readonly PostgresServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_run_pauses_with_the_reason_and_goes_on_when_the_server_is_back(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);

        var (report, paused) = await RunAsync(world, _server.StartAsync, CancellationToken.None);

        Assert.StartsWith("the PostgreSQL server ", paused, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Done, RunStatus.Converged), (report.ExitCode, report.Summary.Status));
        await AssertDoneOnceAsync(world, report);
    }

    [Fact]
    public async Task A_run_that_is_stopped_while_it_waits_is_interrupted_and_a_resume_repeats_nothing()
    {
        await using var world = await StartAsync(TargetDialect.Genesys);
        using var stop = new CancellationTokenSource();

        var (stopped, _) = await RunAsync(world, stop.CancelAsync, stop.Token);
        Assert.Equal((ExitCode.Interrupted, RunStatus.Interrupted, true), (stopped.ExitCode, stopped.Summary.Status, stopped.IsOpen));
        var told = Assert.Single(stopped.Summary.Findings, finding => finding.Rule == RunReport.StorageAway).Message;
        Assert.Contains($"`actorsync runs {stopped.Summary.Run}` tells what is in doubt", told, StringComparison.Ordinal);
        Assert.Equal(People, stopped.Summary.Users.InScope);

        await _server.StartAsync();
        var resumed = await world.ResumeAsync();

        Assert.Equal((ExitCode.Done, 1), (resumed.ExitCode, resumed.Summary.ResumedCount));
        await AssertDoneOnceAsync(world, resumed);
    }

    [Fact]
    public async Task A_run_that_is_stopped_before_its_begin_could_be_stored_is_interrupted_and_sends_nothing()
    {
        await using var world = await StartAsync(TargetDialect.Genesys);
        using var stop = new CancellationTokenSource();
        await world.WithEngineAsync(EngineMode.Writing, async engine =>
        {
            await engine.PlanAsync(Request(), null, CancellationToken.None); // Every actor has read the journal then.
            var before = await world.Target.CountsAsync();
            await _server.StopAtOnceAsync();

            var run = engine.RunAsync(Request(), stop.Token);
            while (engine.Progress.Storage is null)
            {
                Assert.False(run.IsCompleted);
                await Task.Yield();
            }

            await stop.CancelAsync();
            var refusal = await Assert.ThrowsAsync<EngineStartException>(() => run);

            Assert.Equal(ExitCode.Interrupted, refusal.ExitCode);
            Assert.Equal(before, await world.Target.CountsAsync());
            return true;
        });
    }

    private static RunRequest Request() => new([SourceInput.FromBytes("people.csv", Encoding.UTF8.GetBytes(Source))], null, null);

    private static async Task AssertDoneOnceAsync(ContractWorld world, RunReport report)
    {
        Assert.Equal((People, People), (report.Summary.Users.Changed, report.Summary.Operations.SkillsAdded));
        Assert.Equal((People, People), (report.Summary.Requests.Writes, (await world.Target.CountsAsync()).Writes));
    }

    private async Task<ContractWorld> StartAsync(TargetDialect dialect)
    {
        var world = await ContractWorld.StartAsync(dialect, [.. Enumerable.Range(1, People).Select(number => Seeds.User($"{number:000}"))]);
        world.Options = world.Options with { Journal = new JournalOptions { Provider = JournalProvider.Postgres, ConnectionString = new Secret(_server.ConnectionString) } };
        world.IsDisturbed = true;
        return world;
    }

    /// <summary>Stops the server while a write of the run waits for its answer, lets that answer go, and does something once the run has paused.</summary>
    private async Task<(RunReport Report, string Reason)> RunAsync(ContractWorld world, Func<Task> whilePaused, CancellationToken stop)
    {
        await world.StallWriteAsync(Answered);
        var reason = string.Empty;
        var report = await world.WithEngineAsync(EngineMode.Writing, async engine =>
        {
            var run = engine.RunAsync(Request(), stop);
            while ((await world.Target.CountsAsync()).Writes <= Answered)
            {
                await Task.Yield();
            }

            await _server.StopAtOnceAsync();
            world.EndStall();
            while (engine.Progress.Storage is null)
            {
                Assert.False(run.IsCompleted);
                await Task.Yield();
            }

            reason = engine.Progress.Storage.Reason;
            await whilePaused();
            return await run;
        });
        return (report, reason);
    }
}
