using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Npgsql;
using SourceInput = ActorSync.Engine.Sources.SourceInput;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A run whose lease another process takes while it is at work, on both journals.</summary>
public sealed class LostLeaseTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Source = "employee_id,skills\n001,Billing:3\n002,Claims:4\n";

    private static int _databases;

    [Theory]
    [InlineData(JournalProvider.Sqlite)]
    [InlineData(JournalProvider.Postgres)]
    public async Task It_ends_with_6_names_what_came_too_late_and_the_next_process_settles_that(JournalProvider provider)
    {
        await using var world = await StartAsync(provider);
        world.IsDisturbed = true;
        await world.StallWriteAsync();
        var running = world.RunAsync(Source);
        await world.Target.ReceiveWritesAsync(1, running); // The first person goes ahead of all others.
        world.Time.Pass(TimeSpan.FromMinutes(2)); // As if the process had been frozen for so long.
        var (table, other) = TakeOver(world);
        world.EndStall();

        var lost = await running;
        var written = (await world.Target.CountsAsync()).Writes;
        world.Time.HoldsLongTimers = false;
        table.Release(2, other);
        var resumed = await world.ResumeAsync();

        Assert.Equal(1, written);
        Assert.Equal((ExitCode.Conflict, RunStatus.Failed), (lost.ExitCode, lost.Summary.Status));
        Assert.Contains($"{other} has taken over", lost.Error, StringComparison.Ordinal);
        var late = Assert.Single(lost.Summary.Findings, finding => finding.Rule == LateSend.Rule);
        Assert.Matches("^Employee 00[12]: (giving skill Billing at 3|giving skill Claims at 4) left at .* and was answered by 200 at ", late.Message);
        Assert.Equal(ExitCode.Done, resumed.ExitCode);
        Assert.Equal(("Billing=3", "Claims=4"), (await world.Target.SkillsOfAsync("001"), await world.Target.SkillsOfAsync("002")));
    }

    [Theory]
    [InlineData(JournalProvider.Sqlite)]
    [InlineData(JournalProvider.Postgres)]
    public async Task Before_its_run_began_it_says_the_same(JournalProvider provider)
    {
        await using var world = await StartAsync(provider);

        var refusal = await Assert.ThrowsAsync<EngineStartException>(() => world.WithEngineAsync(EngineMode.Writing, async engine =>
        {
            TakeOver(world);
            return await engine.RunAsync(new RunRequest([SourceInput.FromBytes("people.csv", "employee_id,skills\n001,Billing:3\n"u8.ToArray())], null, null), CancellationToken.None);
        }));

        Assert.Equal(ExitCode.Conflict, refusal.ExitCode);
        Assert.Contains("has taken over", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
    }

    [Fact]
    public async Task Hosts_that_share_a_server_and_no_folder_meet_at_the_lease()
    {
        await using var world = await StartAsync(JournalProvider.Postgres);
        var elsewhere = world.Options with { State = new StateOptions { Directory = world.PathOf("another-host") } };

        var refusal = await world.WithEngineAsync(EngineMode.Writing, async engine =>
        {
            Assert.Equal(WriterState.AtWork, engine.ReadWriter()!.State);
            return await Assert.ThrowsAsync<EngineStartException>(() => BeginAsync(elsewhere, world));
        });

        Assert.Equal(ExitCode.Conflict, refusal.ExitCode);
        Assert.Contains($"process {Environment.ProcessId} on host {Environment.MachineName}, `actorsync run`", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("It holds the target until ", refusal.Message, StringComparison.Ordinal);
        await (await BeginAsync(elsewhere, world)).DisposeAsync();
        Assert.Null(await world.WithEngineAsync(EngineMode.ReadOnly, engine => Task.FromResult(engine.ReadWriter())));
    }

    private static Task<SyncEngine> BeginAsync(ActorSyncOptions options, ContractWorld world) => SyncEngine.StartAsync(
        options, TargetIdentity.Of(options.Target), EngineMode.Writing, "apply", world.Time, NullLoggerFactory.Instance, CancellationToken.None);

    private async Task<ContractWorld> StartAsync(JournalProvider provider)
    {
        var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001"), Seeds.User("002")]);
        if (provider == JournalProvider.Postgres)
        {
            world.Options = world.Options with { Journal = new JournalOptions { Provider = provider, ConnectionString = new Secret(NewDatabase()) } };
        }

        return world;
    }

    private string NewDatabase()
    {
        var name = $"lost_lease_{Interlocked.Increment(ref _databases)}";
        using var connection = new NpgsqlConnection(server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ToString();
    }

    /// <summary>As another process does that finds the lease run out.</summary>
    private static (LeaseTable Table, WriterOwner Owner) TakeOver(ContractWorld world)
    {
        var identity = TargetIdentity.Of(world.Options.Target);
        var state = new StateDirectory(world.Options.State.FolderOf(identity));
        var table = LeaseTable.Of(EngineStart.StoreOf(world.Options, identity, state), world.Time, LeaseTerm.Default);
        var other = WriterProcess.Owner("resume", Instant.FromDateTimeOffset(world.Time.GetUtcNow()));
        table.TryTake(other, (last, _) => new LeaseDecision.Take(last.Epoch + 1, SendsFrom: null));
        return (table, other);
    }
}
