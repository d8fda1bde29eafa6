using ActorSync.Core.Leases;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Npgsql;

namespace ActorSync.Engine.Tests.Leases;

/// <summary>A lease that has run out while its server was away, and a process that starts as soon as that is back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const int LeaseSeconds = 5;

    private static readonly LeaseTerm Term = LeaseTerm.OfSeconds(LeaseSeconds);

    private readonly PostgresServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeTimeProvider _timeOfNext = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private LeaseTable Table => LeaseTable.Of(new JournalStore.Postgres(_server.ConnectionString, "outage"), _time, Term);

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_process_that_starts_when_the_server_is_back_does_not_take_the_target_from_one_that_has_waited_for_it()
    {
        await using var waiting = Take();
        await GoAwayAsync(waiting);

        var starting = StartAsync();
        Assert.False(starting.IsCompleted);
        await waiting.RenewAsync();
        _timeOfNext.Advance(Term.WatchFor.ToTimeSpan());

        var refusal = await Assert.ThrowsAsync<EngineStartException>(() => starting);
        Assert.Equal(ExitCode.Conflict, refusal.ExitCode);
        Assert.Contains("`actorsync run`", refusal.Message, StringComparison.Ordinal);
        Assert.True(waiting.Holds);
        Assert.Equal((1, waiting.Owner), (Table.Read()!.Lease.Epoch, Table.Read()!.Lease.Owner));
    }

    [Fact]
    public async Task It_takes_the_target_from_one_that_does_not_renew_its_lease_meanwhile()
    {
        await using var frozen = Take();
        await GoAwayAsync(frozen);

        var starting = StartAsync();
        _timeOfNext.Advance(Term.WatchFor.ToTimeSpan());
        await using var next = await starting;

        Assert.Equal(2, next.Lease.Epoch);
        await frozen.RenewAsync();
        Assert.Equal(next.Lease.Owner.Id, frozen.Loss!.To!.Id);
    }

    private LeaseHolder Take()
    {
        var owner = WriterProcess.Owner("run", Instant.FromDateTimeOffset(_time.GetUtcNow())) with { LockId = "lock-of-another-folder", StartedAt = null };
        var asker = new LeaseAsker(owner.Host, owner.LockId, Duration.FromSeconds(30));
        return LeaseHolder.TryTake(Table, owner, asker, Term, _time, NullLogger.Instance).Holder!;
    }

    /// <summary>Stops the server, has a renewal fail, and starts it again; by then the lease has run out.</summary>
    private async Task GoAwayAsync(LeaseHolder holder)
    {
        await _server.StopAtOnceAsync();
        await holder.RenewAsync();
        await _server.StartAsync();
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection($"{_server.ConnectionString};Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand("UPDATE outage.writer_lease SET expires_at = expires_at - 60000", connection);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private Task<EngineWriter> StartAsync()
    {
        var state = new StateDirectory(_folder.File("state"));
        state.Prepare();
        var options = new ActorSyncOptions
        {
            Target = new TargetOptions { BaseUrl = new Uri("http://127.0.0.1:1/"), ClientId = "c", ClientSecret = new Secret("s") },
            Journal = new JournalOptions { Provider = JournalProvider.Postgres, LeaseSeconds = LeaseSeconds },
        };
        return EngineWriter.BeginAsync(options, state, Table, "run", _timeOfNext, NullLoggerFactory.Instance, Cancelled);
    }
}
