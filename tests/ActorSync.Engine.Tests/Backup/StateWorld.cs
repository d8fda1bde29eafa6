using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Backup;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Contract;
using ActorSync.Engine.Tests.Journal;
using ActorSync.Engine.Users;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ActorSync.Engine.Tests.Backup;

/// <summary>A target with three people, its state on either kind of journal, and one backup of it.</summary>
internal sealed class StateWorld : IAsyncDisposable
{
    public const int People = 3;

    public const string Source = "employee_id,skills\n001,Billing:3\n002,Billing:3\n003,Billing:3\n";

    private static int _databases;

    private readonly PostgresServer? _server;
    private readonly string _database;

    private StateWorld(ContractWorld world, PostgresServer? server, string database) => (World, _server, _database) = (world, server, database);

    public ContractWorld World { get; }

    public TargetIdentity Identity => TargetIdentity.Of(World.Options.Target);

    public StateDirectory State => EngineStart.StateOf(World.Options, Identity);

    public JournalStore Store => EngineStart.StoreOf(World.Options, Identity, State);

    public LeaseTable Lease => LeaseTable.Of(Store, World.Time, LeaseTerm.Default);

    public string BackupFile => World.PathOf("state.backup");

    /// <param name="server">The server, or null where no journal of the test is on one.</param>
    /// <param name="provider">Where the journal is at first.</param>
    public static async Task<StateWorld> StartAsync(PostgresServer? server, JournalProvider provider)
    {
        var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [.. Enumerable.Range(1, People).Select(number => Seeds.User($"00{number}"))]);
        var database = $"backup_{Interlocked.Increment(ref _databases)}";
        var state = new StateWorld(world, server, database);
        if (server is not null)
        {
            Ask(server.ConnectionString, $"CREATE DATABASE {database}");
        }

        state.Use(provider);
        return state;
    }

    /// <summary>Keeps the journal there from now on.</summary>
    public void Use(JournalProvider provider) => World.Options = World.Options with
    {
        Target = World.Options.Target with { MaxInFlight = 1 },
        Journal = provider == JournalProvider.Sqlite ? new JournalOptions() : new JournalOptions { Provider = provider, ConnectionString = new Secret(Database) },
    };

    public Task<BackupDone> BackUpAsync(string? file = null) =>
        StateBackup.MakeAsync(World.Options, Identity, file ?? BackupFile, World.Time, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    public Task<RestoreDone> RestoreAsync(bool replace = true) =>
        StateRestore.RestoreAsync(World.Options, Identity, BackupFile, replace, World.Time, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    /// <summary>A restore that dies there, as a process does that is killed: it goes no further.</summary>
    public async Task DieInRestoreAsync(RestoreStep step, Action? before = null)
    {
        var living = World.Options;
        World.Options = living with
        {
            Seams = SeamsAt(step, () =>
            {
                before?.Invoke();
                throw new InvalidOperationException("It dies here.");
            }),
        };
        await Assert.ThrowsAsync<InvalidOperationException>(() => RestoreAsync());
        World.Options = living;
    }

    /// <summary>Seams of a process that does something where a restore comes to a step.</summary>
    public static EngineSeams SeamsAt(RestoreStep step, Action act) => new()
    {
        AdjustActors = _ => { },
        WrapHandler = handler => handler,
        EventsPerSnapshot = UserPartition.EventsPerSnapshot,
        AtRestore = reached =>
        {
            if (reached == step)
            {
                act();
            }
        },
    };

    public AuditVerdict Verify() => AuditCheck.Verify(World.Options, Identity)!;

    public async Task<IReadOnlyList<RunId>> RunsAsync() => [.. (await World.HistoryAsync()).Runs.Keys];

    /// <summary>Runs the source, and does something while the answer to one of its writes is kept.</summary>
    public async Task<RunReport> RunWithAsync(int writes, Func<Task> meanwhile)
    {
        World.IsDisturbed = true;
        await World.StallWriteAsync(writes - 1);
        var running = World.RunAsync(Source);
        await World.Target.ReceiveWritesAsync(writes, running);
        await meanwhile();
        World.EndStall();
        var report = await running;
        World.Time.HoldsLongTimers = false;
        return report;
    }

    /// <summary>Keeps everybody from the server's table of events until the connection is given back.</summary>
    public NpgsqlConnection Lock()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database) { Pooling = false }.ToString());
        connection.Open();
        using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE \"{((JournalStore.Postgres)Store).Schema}\".journal IN ACCESS EXCLUSIVE MODE", connection);
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>A question to the server's database.</summary>
    public object? Ask(string sql) => Ask(Database, sql);

    public async ValueTask DisposeAsync() => await World.DisposeAsync();

    private string Database => new NpgsqlConnectionStringBuilder(_server!.ConnectionString) { Database = _database }.ToString();

    private static object? Ask(string database, string sql)
    {
        using var connection = new NpgsqlConnection(database);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
