using System.Collections.Immutable;
using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Backup;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Contract;
using ActorSync.Engine.Tests.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorSync.Engine.Tests.Backup;

/// <summary>All state of a target, backed up and restored, on both kinds of journal.</summary>
public sealed class StateRestoreTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    public static TheoryData<JournalProvider> Providers => [JournalProvider.Sqlite, JournalProvider.Postgres];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_backup_beside_a_run_holds_it_open_and_after_the_restore_the_run_is_gone_on_with(JournalProvider provider)
    {
        await using var state = await StateWorld.StartAsync(server, provider);
        var ended = await state.RunWithAsync(writes: 2, () => state.BackUpAsync());
        Assert.Equal(RunStatus.Converged, ended.Summary.Status);

        var restored = await state.RestoreAsync();

        Assert.Equal((ended.Summary.Run, null), (restored.OpenRun, restored.ReplacedOpenRun));
        Assert.Empty(restored.Verdict.Flaws);
        Assert.Empty(state.Verify().Flaws);
        var resumed = await state.World.ResumeAsync();
        Assert.Equal((ExitCode.Done, ended.Summary.Run, 1), (resumed.ExitCode, resumed.Summary.Run, resumed.Summary.ResumedCount));
        Assert.Equal(StateWorld.People, (await state.World.Target.CountsAsync()).Writes);
        var verdict = state.Verify();
        Assert.Empty(verdict.Flaws);
        Assert.Equal((1, 0), (verdict.Runs, verdict.Unsealed));
        state.World.IsDisturbed = false;
        Assert.Equal(0, (await state.World.RunAsync(StateWorld.Source)).Summary.Requests.Writes);
    }

    [Theory]
    [InlineData(JournalProvider.Sqlite, null)]
    [InlineData(JournalProvider.Postgres, null)]
    [InlineData(JournalProvider.Sqlite, nameof(RestoreStep.FilesAside))]
    [InlineData(JournalProvider.Postgres, nameof(RestoreStep.FilesAside))]
    [InlineData(JournalProvider.Sqlite, nameof(RestoreStep.JournalIn))]
    [InlineData(JournalProvider.Postgres, nameof(RestoreStep.JournalIn))]
    public async Task A_run_that_was_open_in_the_state_that_is_replaced_is_named_where_the_backup_does_not_know_it(JournalProvider provider, string? diesAt)
    {
        await using var state = await StateWorld.StartAsync(server, provider);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        state.World.IsDisturbed = true;
        await state.World.Target.FailAsync("too-many-requests:seconds=7200,times=1,route=GET");
        await state.World.RunAsync(StateWorld.Source);
        var open = (await state.World.HistoryAsync()).Open!.Id;
        if (diesAt is not null)
        {
            await state.DieInRestoreAsync(Enum.Parse<RestoreStep>(diesAt));
        }

        var restored = await state.RestoreAsync();
        var again = await state.RestoreAsync();

        Assert.Equal((open, null, null), (restored.ReplacedOpenRun, restored.OpenRun, again.ReplacedOpenRun));
    }

    [Theory]
    [InlineData(JournalProvider.Sqlite, JournalProvider.Postgres)]
    [InlineData(JournalProvider.Postgres, JournalProvider.Sqlite)]
    public async Task Whichever_kind_of_journal_it_goes_into_no_byte_of_it_changes(JournalProvider from, JournalProvider to)
    {
        await using var state = await StateWorld.StartAsync(server, from);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        var seal = state.Verify().LastSeal;
        state.Use(to);

        var restored = await state.RestoreAsync();

        Assert.Equal((seal, seal, null), (restored.Verdict.LastSeal, state.Verify().LastSeal, restored.OpenRun));
        if (state.Store is JournalStore.Postgres { Schema: var schema })
        {
            // The server numbers what comes next on from what is there.
            Assert.Equal(true, state.Ask($"SELECT (SELECT last_value FROM pg_sequences WHERE schemaname = '{schema}') = (SELECT max(ordering) FROM \"{schema}\".journal)"));
        }

        var again = state.World.PathOf("again.backup");
        await state.BackUpAsync(again);
        Assert.Equal(Parts(state, state.BackupFile), Parts(state, again));
        Assert.Equal(0, (await state.World.RunAsync(StateWorld.Source)).Summary.Requests.Writes);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task It_holds_everything_as_of_one_moment(JournalProvider provider)
    {
        await using var state = await StateWorld.StartAsync(server, provider);
        await state.World.RunAsync(StateWorld.Source);
        state.Lease.TryTake(Owner(), (last, _) => new LeaseDecision.Take(last.Epoch + 1, SendsFrom: null));
        var people = JournalHosting.PeopleOf(state.Store, JournalAccess.Write, state.Lease.Read()!.Lease.Epoch);
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);

        var epoch = JournalTables.Of(state.Store).ReadAll((table, found) =>
        {
            if (rows.Count == 0)
            {
                people.StoreAsync(63, [new PersonIdentity(900, new UserId("later"), null, null, null)]).GetAwaiter().GetResult();
                state.Lease.TryTake(Owner(), (last, _) => new LeaseDecision.Take(last.Epoch + 1, SendsFrom: null));
            }

            rows[table] = 0;
            while (found.Read())
            {
                rows[table]++;
                Assert.False(table == PersonTable.Name && found.GetInt32(found.GetOrdinal("number")) == 900);
            }
        });

        Assert.Equal(["journal", "people", "snapshot", "tags"], rows.Keys.Order());
        Assert.True(rows["journal"] > 0 && rows["people"] >= StateWorld.People);
        Assert.Equal(state.Lease.Read()!.Lease.Epoch - 1, epoch);
        Assert.Contains(people.Load(63), person => person.Number == 900);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_process_of_before_the_restore_stores_nothing_after_it(JournalProvider provider)
    {
        await using var state = await StateWorld.StartAsync(server, provider);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        await state.World.RunAsync(StateWorld.Source);
        var before = state.Lease.Read()!.Lease.Epoch;
        var stale = Enumerable.Range(1, (int)before).Select(epoch => JournalHosting.PeopleOf(state.Store, JournalAccess.Write, epoch)).ToList();
        var nobody = ImmutableArray.Create(new PersonIdentity(1, null, null, null, null));

        await state.RestoreAsync();

        foreach (var people in stale)
        {
            var refusal = await Assert.ThrowsAnyAsync<Exception>(() => people.StoreAsync(0, nobody));
            Assert.Contains("another process writes to this target by now", refusal.ToString(), StringComparison.Ordinal);
        }

        var lease = state.Lease.Read()!.Lease;
        Assert.True(lease.Epoch > before);
        Assert.Null(lease.Owner);
        Assert.Equal(0, (await state.World.RunAsync(StateWorld.Source)).Summary.Requests.Writes);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Where_nothing_is_left_the_epoch_goes_on_from_that_of_the_backup(JournalProvider provider)
    {
        await using var state = await StateWorld.StartAsync(server, provider);
        await state.World.RunAsync(StateWorld.Source);
        var (runs, epoch) = (await state.RunsAsync(), state.Lease.Read()!.Lease.Epoch);
        await state.BackUpAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(state.State.FullPath, recursive: true);
        if (state.Store is JournalStore.Postgres { Schema: var schema })
        {
            state.Ask($"DROP SCHEMA \"{schema}\" CASCADE");
        }

        var restored = await state.RestoreAsync(replace: false);

        Assert.Empty(restored.Aside);
        Assert.Equal(epoch + 1, state.Lease.Read()!.Lease.Epoch);
        Assert.Equal(runs, await state.RunsAsync());
        Assert.Equal(0, (await state.World.RunAsync(StateWorld.Source)).Summary.Requests.Writes);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Beside_a_process_that_writes_it_is_a_conflict_and_touches_nothing(JournalProvider provider)
    {
        await using var state = await StateWorld.StartAsync(server, provider);
        var ended = await state.RunWithAsync(writes: 1, async () =>
        {
            await state.BackUpAsync();

            var refusal = await Assert.ThrowsAsync<EngineStartException>(() => state.RestoreAsync());

            Assert.Equal(ExitCode.Conflict, refusal.ExitCode);
            Assert.Contains($"process {Environment.ProcessId} on host ", refusal.Message, StringComparison.Ordinal);
        });

        Assert.Equal(RunStatus.Converged, ended.Summary.Status);
        Assert.Empty(state.Verify().Flaws);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task State_that_is_there_is_put_aside_whole_and_only_where_that_was_asked_for(JournalProvider provider)
    {
        await using var state = await StateWorld.StartAsync(server, provider);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        await state.World.RunAsync("employee_id,skills\n001,Claims:4\n");
        var (runs, seal) = (await state.RunsAsync(), state.Verify().LastSeal);

        var refusal = await Assert.ThrowsAsync<BackupRefusedException>(() => state.RestoreAsync(replace: false));
        Assert.Contains("Say --replace", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(runs, await state.RunsAsync());

        var restored = await state.RestoreAsync();

        Assert.Equal(runs.Take(1), await state.RunsAsync());
        Assert.Equal((seal?.ToString(), false), (restored.ReplacedSeal, restored.Verdict.LastSeal == seal));
        var folder = restored.Aside[0];
        JournalStore aside = state.Store is JournalStore.Postgres replaced
            ? replaced with { Schema = restored.Aside[1]["schema ".Length..] }
            : new JournalStore.Sqlite(Path.Combine(folder, "journal.db"));
        var verdict = new Engine.Audit.AuditVerifier(JournalHosting.RowsOf(aside), new StateDirectory(folder).AuditAnchorFile).Verify();
        Assert.Empty(verdict.Flaws);
        Assert.Equal((2, seal), (verdict.Runs, verdict.LastSeal));
        Assert.Equal(runs.Count, Directory.GetDirectories(Path.Combine(folder, "runs")).Length);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_pause_that_began_after_the_backup_is_kept_to_after_the_restore(JournalProvider provider)
    {
        await using var state = await StateWorld.StartAsync(server, provider);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        state.World.IsDisturbed = true;
        await state.World.Target.FailAsync("too-many-requests:seconds=7200,times=1,route=GET");
        var paused = await state.World.RunAsync(StateWorld.Source);
        Assert.NotNull(paused.PausedUntil);
        var before = await state.World.Target.CountsAsync();

        var restored = await state.RestoreAsync();
        var next = await state.World.RunAsync(StateWorld.Source);

        Assert.Null(restored.PausesUnread);
        Assert.Equal(ExitCode.Interrupted, next.ExitCode);
        Assert.InRange((next.PausedUntil!.Value - paused.PausedUntil!.Value).TotalSeconds, -1, 2);
        Assert.Equal(before, await state.World.Target.CountsAsync());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Where_nothing_was_kept_yet_there_is_nothing_to_back_up(JournalProvider provider)
    {
        await using var state = await StateWorld.StartAsync(server, provider);

        await Assert.ThrowsAsync<BackupRefusedException>(() => state.BackUpAsync());

        Assert.False(File.Exists(state.BackupFile));
        Assert.False(Directory.Exists(state.State.FullPath));
    }

    [Theory]
    [InlineData("employee_id,skills\n001,Billing:3\n")]
    [InlineData("")]
    public async Task A_file_that_is_no_backup_is_not_replaced_by_one_and_an_earlier_backup_is(string content)
    {
        await using var state = await StateWorld.StartAsync(server: null, JournalProvider.Sqlite);
        await state.World.RunAsync(StateWorld.Source);
        File.WriteAllText(state.BackupFile, content);

        var refusal = await Assert.ThrowsAsync<BackupRefusedException>(() => state.BackUpAsync());

        Assert.Contains($"{state.BackupFile} is there and is no backup", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(state.BackupFile));
        File.Delete(state.BackupFile);
        await state.BackUpAsync();
        await state.World.RunAsync(StateWorld.Source);
        var second = await state.BackUpAsync();
        Assert.Equal(second.Bytes, new FileInfo(state.BackupFile).Length);
    }

    [Fact]
    public async Task A_restore_on_a_server_that_died_after_its_transaction_names_the_schema_of_before_when_it_is_repeated_and_keeps_what_was_written_since()
    {
        await using var state = await StateWorld.StartAsync(server, JournalProvider.Postgres);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        await state.World.RunAsync("employee_id,skills\n001,Claims:4\n");
        var runs = await state.RunsAsync();
        var first = await state.RestoreAsync();
        var schema = first.Aside[1]["schema ".Length..];
        await state.World.RunAsync("employee_id,skills\n001,Claims:2\n"); // As another host may, which the note does not keep away.
        var since = await state.RunsAsync();
        new RestoreNote(first.Aside[0], IsAside: true, schema).Keep(state.State); // As if it had died just before the note went.

        var again = await state.RestoreAsync();

        Assert.Equal(first.Aside, again.Aside.Take(2));
        Assert.Equal(2L, state.Ask("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'actorsync\\_replaced\\_%'"));
        Assert.Equal(runs.Count, CountIn(schema));
        Assert.Equal(since.Count, CountIn(Assert.Single(again.Aside.Skip(2))["schema ".Length..]));
        Assert.Equal(runs.Take(1), await state.RunsAsync());

        int CountIn(string kept) => RunsIn(((JournalStore.Postgres)state.Store) with { Schema = kept }).Count();
    }

    [Theory]
    [InlineData(JournalProvider.Sqlite, nameof(RestoreStep.Built), false)]
    [InlineData(JournalProvider.Sqlite, nameof(RestoreStep.PausesKept), false)]
    [InlineData(JournalProvider.Sqlite, nameof(RestoreStep.FilesAside), false)]
    [InlineData(JournalProvider.Sqlite, nameof(RestoreStep.JournalIn), false)]
    [InlineData(JournalProvider.Sqlite, nameof(RestoreStep.JournalIn), true)]
    [InlineData(JournalProvider.Postgres, nameof(RestoreStep.PausesKept), false)]
    [InlineData(JournalProvider.Postgres, nameof(RestoreStep.FilesAside), false)]
    [InlineData(JournalProvider.Postgres, nameof(RestoreStep.JournalIn), false)]
    [InlineData(JournalProvider.Postgres, nameof(RestoreStep.JournalIn), true)]
    public async Task A_restore_that_died_at_any_step_and_is_repeated_loses_neither_the_state_of_before_nor_a_pause_that_its_journal_had(
        JournalProvider provider, string step, bool diesAmongTheFiles)
    {
        await using var state = await StateWorld.StartAsync(server, provider);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        state.World.IsDisturbed = true;
        await state.World.Target.FailAsync("too-many-requests:seconds=7200,times=1,route=GET");
        var paused = await state.World.RunAsync(StateWorld.Source);
        var runs = await state.RunsAsync();
        var sent = await state.World.Target.CountsAsync();
        await state.DieInRestoreAsync(Enum.Parse<RestoreStep>(step), () =>
        {
            if (diesAmongTheFiles)
            {
                Directory.Move(Path.Combine(state.State.FullPath, "restore.parts", "runs"), Path.Combine(state.State.FullPath, "runs"));
            }
        });

        var restored = await state.RestoreAsync();

        Assert.Empty(state.Verify().Flaws);
        Assert.Equal(runs.Take(1), await state.RunsAsync());
        Assert.Equal(runs.Take(1), state.State.SpooledRuns.Order());
        Assert.Equal(runs.Count, Directory.GetDirectories(Path.Combine(restored.Aside[0], "runs")).Length);
        JournalStore aside = state.Store is JournalStore.Postgres replaced
            ? replaced with { Schema = restored.Aside[1]["schema ".Length..] }
            : new JournalStore.Sqlite(Path.Combine(restored.Aside[0], "journal.db"));
        Assert.Equal(runs, RunsIn(aside));
        var next = await state.World.RunAsync(StateWorld.Source);
        Assert.Equal(ExitCode.Interrupted, next.ExitCode);
        Assert.InRange((next.PausedUntil!.Value - paused.PausedUntil!.Value).TotalSeconds, -1, 2); // Each process reads its two clocks by itself.
        Assert.Equal(sent, await state.World.Target.CountsAsync());
    }

    [Fact]
    public async Task On_a_server_nothing_is_put_in_under_a_lease_that_another_process_has_taken()
    {
        await using var state = await StateWorld.StartAsync(server, JournalProvider.Postgres);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        await state.World.RunAsync("employee_id,skills\n001,Claims:4\n");
        var runs = await state.RunsAsync();
        var stop = TestContext.Current.CancellationToken;
        await using var right = await RestoreRight.TakeAsync(state.World.Options, state.State, state.Store, state.World.Time, NullLoggerFactory.Instance, stop);
        var journal = RestoredJournal.Of(state.Store, state.World.PathOf("parts"), right.Lease!.Epoch);
        using (var backup = BackupReader.Open(state.BackupFile, state.Identity.FolderName))
        {
            await journal.BuildAsync(backup, NullLoggerFactory.Instance, stop);
        }

        state.Lease.TryTake(Owner(), (last, _) => new LeaseDecision.Take(last.Epoch + 1, SendsFrom: null));

        var refusal = Assert.Throws<EngineStartException>(() => journal.PutIn(right.Lease, aside: null, state.World.Time.GetUtcNow()));

        Assert.Equal((ExitCode.Conflict, StateRestore.LostLease), (refusal.ExitCode, refusal.Message));
        Assert.Equal(runs, RunsIn(state.Store));
        Assert.Equal(0L, state.Ask("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'actorsync\\_replaced\\_%'"));
    }

    [Fact]
    public async Task On_a_server_each_restore_builds_under_its_own_epoch_and_removes_only_what_earlier_ones_of_the_target_have_left()
    {
        await using var state = await StateWorld.StartAsync(server, JournalProvider.Postgres);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        var (epoch, target) = (state.Lease.Read()!.Lease.Epoch + 1, ((JournalStore.Postgres)state.Store).Schema[^16..]);
        string[] others = [$"actorsync_restoring_{epoch - 1}_0000000000000000", $"actorsync_restoring_{epoch + 1}_{target}"];
        foreach (var schema in (string[])[$"actorsync_restoring_{epoch - 1}_{target}", .. others])
        {
            state.Ask($"CREATE SCHEMA {schema}; CREATE TABLE {schema}.left_behind (id int)");
        }

        var building = string.Empty;
        state.World.Options = state.World.Options with { Seams = StateWorld.SeamsAt(RestoreStep.Built, () => building = Staged()) };
        await state.RestoreAsync();

        Assert.Equal(others.Append($"actorsync_restoring_{epoch}_{target}").Order(), building.Split(' ').Order());
        Assert.Equal(others, Staged().Split(' ').Order());

        string Staged() => (string)state.Ask("SELECT string_agg(nspname, ' ') FROM pg_namespace WHERE nspname LIKE 'actorsync\\_restoring\\_%'")!;
    }

    [Fact]
    public async Task A_backup_waits_for_whoever_rewrites_a_table_on_the_server_and_says_so_where_that_takes_too_long()
    {
        await using var state = await StateWorld.StartAsync(server, JournalProvider.Postgres);
        await state.World.RunAsync(StateWorld.Source);
        var patient = state.World.Options;
        using var rewriting = state.Lock(); // As VACUUM FULL does while it is at work.
        state.World.Options = patient with { Journal = patient.Journal with { ConnectionString = new Secret($"{patient.Journal.ConnectionString!.Reveal()};Command Timeout=1") } };

        var refusal = await Assert.ThrowsAsync<EngineStartException>(() => state.BackUpAsync());

        Assert.Equal(ExitCode.Failed, refusal.ExitCode);
        Assert.Contains("The journal cannot be read: The PostgreSQL server does not answer in time", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(state.BackupFile));
        state.World.Options = patient;
        var backing = Task.Run(() => state.BackUpAsync(), TestContext.Current.CancellationToken);
        while (!backing.IsCompleted && state.Ask("SELECT count(*) FROM pg_locks WHERE NOT granted") is 0L)
        {
            await Task.Yield();
        }

        Assert.False(backing.IsCompleted);
        rewriting.Dispose();
        await backing;
        Assert.Empty((await state.RestoreAsync()).Verdict.Flaws);
    }

    [Fact]
    public async Task What_another_host_has_sealed_is_named_by_a_restore_on_a_server_and_that_host_is_told_what_takes_it_out()
    {
        await using var state = await StateWorld.StartAsync(server, JournalProvider.Postgres);
        await state.World.RunAsync(StateWorld.Source);
        await state.BackUpAsync();
        var here = state.World.Options;
        state.World.Options = here with { State = new StateOptions { Directory = state.World.PathOf("other host") } };
        await state.World.RunAsync("employee_id,skills\n001,Claims:4\n");
        var (other, seal) = (state.World.Options, state.Verify().LastSeal);
        state.World.Options = here;

        var restored = await state.RestoreAsync();

        Assert.Equal(seal.ToString(), restored.ReplacedSeal);
        Assert.Empty(state.Verify().Flaws);
        state.World.Options = other;
        Assert.Contains("where another host has restored a backup of before", Assert.Single(state.Verify().Flaws).What, StringComparison.Ordinal);
        await state.World.RunAsync(StateWorld.Source);
        Assert.Empty(state.Verify().Flaws);
    }

    private static IEnumerable<RunId> RunsIn(JournalStore kept) => Engine.Audit.RunLogCheck.Of(JournalHosting.RowsOf(kept), anchor: null).History.Runs.Keys;

    private static WriterOwner Owner() => WriterProcess.Owner("run", NodaTime.Instant.FromUtc(2026, 3, 2, 12, 0));

    private static ImmutableArray<BackupPart> Parts(StateWorld state, string file)
    {
        using var backup = BackupReader.Open(file, state.Identity.FolderName);
        return [.. backup.Manifest.Parts];
    }
}
