using ActorSync.Core.Leases;
using ActorSync.Core.Pacing;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Backup;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Contract;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Engine.Tests.Backup;

/// <summary>A restore under ill circumstances, and what follows from it: the kind of journal makes no difference.</summary>
public sealed class AdverseRestoreTests
{
    [Fact]
    public async Task What_was_written_after_the_backup_is_somebody_elses_and_not_removed_under_owned()
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync("employee_id,skills\n001,Billing:3\n");
        await state.BackUpAsync();
        await state.World.RunAsync("employee_id,skills\n001,Billing:3;Claims:4\n");

        await state.RestoreAsync();
        await state.World.RunAsync("employee_id,skills\n001,{empty}\n");

        Assert.Equal("Claims=4", await state.World.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task After_a_process_that_nobody_has_seen_end_it_holds_the_target_until_nothing_of_that_one_can_arrive()
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        OwnerOnly.CreateFolder(state.State.FullPath);
        var time = new FakeTimeProvider(ContractWorld.Start);
        LeaseTable.Of(state.Store, time, LeaseTerm.Default).TryTake(Owner(), (last, _) => new LeaseDecision.Take(last.Epoch + 1, SendsFrom: null));
        time.Advance(TimeSpan.FromSeconds(LeaseTerm.DefaultSeconds + 1));
        var taking = RestoreRight.TakeAsync(state.World.Options, state.State, state.Store, time, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        time.Advance(LeaseTerm.Default.WatchFor.ToTimeSpan());
        await using var right = await taking;

        var waiting = right.WaitForOthersAsync(time, TestContext.Current.CancellationToken);

        Assert.False(waiting.IsCompleted);
        time.Advance(right.Lease!.SendsFrom!.Value.ToDateTimeOffset() - time.GetUtcNow());
        await waiting;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task State_that_a_restore_left_half_moved_is_used_by_nobody_until_the_restore_is_repeated(bool diesOnlyAfterwards)
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        await state.World.RunAsync("employee_id,skills\n001,Claims:4\n");
        var (runs, seal) = (await state.RunsAsync(), state.Verify().LastSeal);
        var aside = Die(state, diesOnlyAfterwards);

        var refusal = await Assert.ThrowsAsync<EngineStartException>(() => state.World.RunAsync(StateWorld.Source));
        Assert.Contains("A restore of the state in ", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<StateMismatchException>(() => state.Verify());
        var restored = await state.RestoreAsync();

        Assert.Equal([aside], restored.Aside);
        var kept = new AuditVerifier(
            JournalHosting.RowsOf(new JournalStore.Sqlite(Path.Combine(aside, "journal.db"))), new StateDirectory(aside).AuditAnchorFile).Verify();
        Assert.Empty(kept.Flaws);
        Assert.Equal((2, seal), (kept.Runs, kept.LastSeal));
        Assert.Equal(runs.Count, Directory.GetDirectories(Path.Combine(aside, "runs")).Length);
        Assert.Equal(runs.Take(1), await state.RunsAsync());
        Assert.Empty(state.Verify().Flaws);
    }

    [Fact]
    public async Task A_journal_that_is_damaged_is_put_aside_as_it_is()
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        SqliteConnection.ClearAllPools();
        var damaged = new byte[8_192];
        Array.Fill(damaged, (byte)'x');
        File.WriteAllBytes(state.State.JournalFile, damaged);

        var restored = await state.RestoreAsync();

        Assert.Equal(damaged, File.ReadAllBytes(Path.Combine(Assert.Single(restored.Aside), "journal.db")));
        Assert.Contains("not a database", restored.PausesUnread, StringComparison.Ordinal);
        Assert.Empty(state.Verify().Flaws);
        Assert.Equal(0, (await state.World.RunAsync(StateWorld.Source)).Summary.Requests.Writes);
    }

    [Fact]
    public async Task Pauses_in_a_damaged_page_of_the_journal_are_told_of_and_hinder_nothing()
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        DamageIndexOfEvents(state.State.JournalFile);

        var restored = await state.RestoreAsync();

        Assert.Contains("malformed", restored.PausesUnread, StringComparison.Ordinal);
        Assert.Empty(state.Verify().Flaws);
        Assert.Equal(0, (await state.World.RunAsync(StateWorld.Source)).Summary.Requests.Writes);
    }

    [Fact]
    public async Task That_pauses_could_not_be_read_is_told_also_where_the_restore_that_met_it_died()
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        SqliteConnection.ClearAllPools();
        File.WriteAllBytes(state.State.JournalFile, [.. Enumerable.Repeat((byte)'x', 8_192)]);
        await state.DieInRestoreAsync(RestoreStep.JournalIn);

        var restored = await state.RestoreAsync();

        Assert.Contains("not a database", restored.PausesUnread, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "The state is as it was. Try again.")]
    [InlineData(true, "An earlier restore has not ended")]
    public async Task One_that_has_lost_its_right_says_what_holds_of_the_state(bool isRepeated, string told)
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        if (isRepeated)
        {
            Die(state, onlyAfterwards: true);
        }

        state.World.Options = state.World.Options with { Seams = StateWorld.SeamsAt(RestoreStep.Built, () => state.World.Time.Pass(TimeSpan.FromSeconds(LeaseTerm.DefaultSeconds + 1))) };

        var refusal = await Assert.ThrowsAsync<EngineStartException>(() => state.RestoreAsync());

        Assert.Equal(ExitCode.Conflict, refusal.ExitCode);
        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_tell_when_the_state_was_restored_no_run_begins_and_a_restore_mends_it()
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        var runs = await state.RunsAsync();
        File.WriteAllText(Path.Combine(state.State.FullPath, StateDirectory.RestoredName), "{");

        var refusal = await Assert.ThrowsAsync<EngineStartException>(() => state.World.RunAsync(StateWorld.Source));

        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        Assert.Contains("delete the file once Target:CacheMaxAge has passed", refusal.Message, StringComparison.Ordinal);
        await state.RestoreAsync();
        Assert.Equal(runs, await state.RunsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restore_that_died_is_repeated_and_keeps_the_pauses_of_before_and_of_meanwhile(bool diesOnlyAfterwards)
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        var now = NodaTime.Instant.FromDateTimeOffset(state.World.Time.GetUtcNow());
        state.State.ReadersPauses.Add(new HeldPause("before", now + NodaTime.Duration.FromHours(2), "told before"));
        var aside = Die(state, diesOnlyAfterwards);
        state.State.ReadersPauses.Add(new HeldPause("meanwhile", now + NodaTime.Duration.FromHours(3), "told meanwhile"));

        var restored = await state.RestoreAsync();

        Assert.Equal([aside], restored.Aside);
        Assert.Equal(["before", "meanwhile"], state.State.ReadersPauses.Read(now).Select(pause => pause.Scope).Order());
        Assert.Empty(state.Verify().Flaws);
    }

    [Fact]
    public async Task A_restore_that_may_not_go_on_puts_back_what_it_has_moved()
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        var runs = await state.RunsAsync();
        var swap = new FolderSwap(state.State, state.World.PathOf("nothing"));
        var note = swap.PutAside(findsState: true, state.World.Time.GetUtcNow(), _ => { });

        Assert.True(swap.TryPutBack());

        Assert.False(Directory.Exists(note.Aside));
        Assert.Equal(runs, await state.RunsAsync());
        Assert.Equal(0, (await state.World.RunAsync(StateWorld.Source)).Summary.Requests.Writes);
    }

    [Fact]
    public async Task One_that_goes_on_with_an_earlier_one_puts_nothing_back()
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        Die(state, onlyAfterwards: true);
        var swap = new FolderSwap(state.State, state.World.PathOf("nothing"));
        swap.PutAside(findsState: true, state.World.Time.GetUtcNow(), _ => { });

        Assert.False(swap.TryPutBack());

        Assert.Throws<StateMismatchException>(state.State.CheckRestored);
    }

    [Fact]
    public async Task What_was_read_before_a_restore_is_not_trusted_after_it()
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        state.World.Options = state.World.Options with { Target = state.World.Options.Target with { Observe = ObserveMode.Cached } };
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        await state.World.RunAsync("employee_id,skills\n001,Billing:5\n002,Billing:3\n003,Billing:3\n");
        Assert.Equal("Billing=5", await state.World.Target.SkillsOfAsync("001"));
        await state.RestoreAsync();

        await state.World.RunAsync(StateWorld.Source);

        Assert.Equal("Billing=3", await state.World.Target.SkillsOfAsync("001"));
    }

    private static WriterOwner Owner() => WriterProcess.Owner("run", NodaTime.Instant.FromUtc(2026, 3, 2, 12, 0));

    private static void DamageIndexOfEvents(string journal)
    {
        SqliteConnection.ClearAllPools();
        long page, size;
        using (var connection = new SqliteConnection($"Data Source={journal};Pooling=False"))
        {
            connection.Open();
            Ask(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            size = (long)Ask(connection, "PRAGMA page_size")!;
            page = (long)Ask(connection, "SELECT rootpage FROM sqlite_master WHERE name = 'events_by_actor'")!;
        }

        using var file = File.OpenWrite(journal);
        file.Position = (page - 1) * size;
        file.Write(Enumerable.Repeat((byte)0xFF, (int)size).ToArray());
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    // As a process does that is killed there: what it has moved is moved, and nobody tidies up.
    private static string Die(StateWorld state, bool onlyAfterwards)
    {
        var swap = new FolderSwap(state.State, state.World.PathOf("nothing"));
        var aside = string.Empty;
        void PutAside() => swap.PutAside(findsState: true, state.World.Time.GetUtcNow(), folder =>
        {
            aside = folder;
            if (!onlyAfterwards)
            {
                throw new IOException("killed");
            }

            RestoredJournal.Of(state.Store, state.World.PathOf("nothing"), epoch: 0).PutAside(folder);
        });

        if (onlyAfterwards)
        {
            PutAside();
            File.WriteAllText(state.State.LayoutFile, "half of the new state");
        }
        else
        {
            Assert.Throws<IOException>(PutAside);
        }

        return aside;
    }
}
