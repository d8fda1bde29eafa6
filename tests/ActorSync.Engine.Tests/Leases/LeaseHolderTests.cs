using ActorSync.Core.Dialects;
using ActorSync.Core.Leases;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Tests.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace ActorSync.Engine.Tests.Leases;

public sealed class LeaseHolderTests : IDisposable
{
    private static readonly TargetRequest Write = new(RequestVerb.Patch, "/api/v2/users/u1/skills", default, "PATCH /api/v2/users/{id}/skills", new("u1"));

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task It_is_renewed_by_itself_for_as_long_as_it_is_kept()
    {
        await using var holder = Take("run");

        for (var third = 0; third < 12; third++)
        {
            await RenewedAsync(holder, () => _time.Advance(TimeSpan.FromSeconds(10)));
            Assert.True(holder.Holds);
        }

        Assert.Equal(1, Lease().Epoch);
        Assert.True(Lease().HoldsAt(Now));
    }

    [Fact]
    public async Task Nothing_may_be_sent_from_shortly_before_its_end_until_it_is_renewed_and_then_it_may_again()
    {
        await using var holder = Take("run");
        Execute("ALTER TABLE writer_lease RENAME TO away"); // As of a database that cannot be asked.

        await RenewedAsync(holder, () => _time.Advance(TimeSpan.FromSeconds(26)));
        Assert.True(holder.Holds);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(holder.Holds);
        Assert.StartsWith("the lease on the target cannot be renewed", holder.WhyNot, StringComparison.Ordinal);
        Assert.False(holder.IsLost);

        Execute("ALTER TABLE away RENAME TO writer_lease");
        await RenewedAsync(holder, () => _time.Advance(LeaseTerm.Default.RetryEvery.ToTimeSpan()));
        Assert.True(holder.Holds);
        Assert.Null(holder.WhyNot);
    }

    [Fact]
    public async Task A_machine_that_was_suspended_knows_by_its_wall_clock_that_it_must_not_send()
    {
        await using var holder = Take("run");

        _time.AdjustTime(_time.GetUtcNow() + TimeSpan.FromMinutes(1)); // The monotonic clock has stood still.
        Assert.False(holder.Holds);

        await RenewedAsync(holder, holder.Seek);
        Assert.True(holder.Holds);
    }

    [Fact]
    public async Task One_that_another_process_has_taken_is_lost_for_good_and_tells_whose_it_is()
    {
        await using var first = Take("run");
        _time.Advance(TimeSpan.FromSeconds(5));
        await using var second = Take("resume");

        await first.RenewAsync();

        Assert.True(first.IsLost);
        Assert.False(first.Holds);
        Assert.Equal(second.Owner, first.Loss!.To);
        Assert.Contains("`actorsync resume`", first.Loss.ToString(), StringComparison.Ordinal);
        Assert.True(second.Holds);
    }

    [Fact]
    public async Task One_that_took_over_from_a_process_nobody_saw_end_sends_nothing_until_all_that_it_began_has_ended()
    {
        await using var first = Take("run");
        var told = 0;
        _time.AdjustTime(_time.GetUtcNow() + TimeSpan.FromSeconds(40)); // The first is frozen: it renews nothing.

        await using var second = Take("resume", lockId: null);
        using var listening = second.OnChange(() => told++);
        Assert.False(second.Holds);
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 12, 1, 0), second.SendsFrom);
        Assert.Contains("something of the process may still arrive", second.WhyNot, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(second.Holds);
        await RenewedAsync(second, () => _time.Advance(TimeSpan.FromSeconds(1)));
        await second.RenewAsync();
        Assert.True(second.Holds);
        Assert.True(told > 0);
    }

    [Fact]
    public async Task Requests_that_end_after_the_lease_are_late_where_it_is_lost_and_not_where_it_is_renewed()
    {
        await using var holder = Take("run");
        var leftAt = Now;
        holder.Ended(Write, leftAt, "was answered by 200");
        _time.AdjustTime(_time.GetUtcNow() + TimeSpan.FromSeconds(31));

        holder.Ended(Write, leftAt, "was answered by 200");
        await holder.RenewAsync();
        Assert.Empty(holder.LateSends);

        _time.AdjustTime(_time.GetUtcNow() + TimeSpan.FromSeconds(31));
        await using var other = Take("resume");
        holder.Ended(Write, leftAt, "was answered by 201");
        await holder.RenewAsync();
        holder.Ended(Write, leftAt, "got no whole answer (reset)");

        Assert.Equal(["was answered by 201", "got no whole answer (reset)"], holder.LateSends.Select(send => send.Result));
        Assert.All(holder.LateSends, send => Assert.Equal((new("u1"), leftAt), (send.User!.Value, send.LeftAt)));
    }

    [Fact]
    public async Task One_that_is_given_back_is_free_at_once()
    {
        await Take("run").DisposeAsync();

        await using var next = Take("apply", lockId: null);

        Assert.Equal(2, next.Epoch);
        Assert.True(next.Holds);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    private LeaseTable Table => LeaseTable.Of(new JournalStore.Sqlite(_folder.File("journal.db")), _time, LeaseTerm.Default);

    private WriterLease Lease() => Table.Read()!.Lease;

    private LeaseHolder Take(string command, string? lockId = "lock")
    {
        var owner = WriterProcess.Owner(command, Now) with { LockId = lockId, StartedAt = null };
        var asker = new LeaseAsker(owner.Host, lockId, Duration.FromSeconds(30));
        var (holder, decision) = LeaseHolder.TryTake(Table, owner, asker, LeaseTerm.Default, _time, NullLogger.Instance);
        if (decision is LeaseDecision.RunOut { Lease: var runOut })
        {
            (holder, decision) = LeaseHolder.TryTake(Table, owner, asker with { Watched = runOut }, LeaseTerm.Default, _time, NullLogger.Instance);
        }

        return holder ?? throw new InvalidOperationException($"It is not taken: {decision}.");
    }

    /// <summary>Does what leads to a renewal, and waits until that has come to an end.</summary>
    private static async Task RenewedAsync(LeaseHolder holder, Action lead)
    {
        var renewed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = holder.OnChange(() => renewed.TrySetResult());
        lead();
        await renewed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("journal.db")};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
