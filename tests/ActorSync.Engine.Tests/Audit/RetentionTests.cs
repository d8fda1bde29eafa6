using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Audit.Export;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Contract;
using ActorSync.Engine.Tests.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace ActorSync.Engine.Tests.Audit;

public sealed class RetentionTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Theory]
    [InlineData(JournalProvider.Sqlite)]
    [InlineData(JournalProvider.Postgres)]
    public async Task What_was_kept_long_enough_is_cut_and_nothing_that_still_holds_is_lost(JournalProvider provider)
    {
        await using var world = await WithCutAsync(provider);
        var runs = (await world.HistoryAsync()).Runs.Values.ToList();

        // The log says so itself, and goes on from the seal at the cut.
        var verdict = AuditCheck.Verify(world.Options, Identity(world))!;
        Assert.Empty(verdict.Flaws);
        Assert.Equal((1, 2, 0), (verdict.Runs, verdict.Records, verdict.Unsealed));
        Assert.Equal((runs[1].Id, runs[1].End!.At), (verdict.CutAt, verdict.ReachesBackTo));
        Assert.InRange(verdict.CutOn!.Value, runs[2].End!.At, Instant.FromDateTimeOffset(world.Time.GetUtcNow()));
        Assert.Equal(2, Export(world, run: null).Records);
        Assert.Throws<EngineStartException>(() => Export(world, runs[0].Id));
        Assert.Empty(SummaryJson.Read(runs[0].End!.Summary).Findings);
        Assert.NotEmpty(SummaryJson.Read(runs[2].End!.Summary).Findings);
        Assert.Equal([runs[2].Id], StateOf(world).SpooledRuns);
        Assert.True(CountEvents(world) <= Partitioning.Partitions + 4, $"{CountEvents(world)} events are left.");

        // What was held at the cut is still told, and what came after as ever.
        var found = AgentRecall.Read(world.Options, Identity(world), "001")!;
        Assert.Equal(runs[1].End!.At, found.ReachesBackTo);
        var changes = Assert.Single(found.Agents).Timeline.Changes;
        Assert.Contains(changes, change => change is { Origin: TimelineOrigin.Earlier, To: "4" });
        Assert.Contains(changes, change => change is { Origin: TimelineOrigin.Written, From: "4", To: "5" });

        // A run before the cut cannot be taken back, and one after it can, to what it was.
        var refused = await Assert.ThrowsAsync<EngineStartException>(() => world.UndoAsync(runs[1].Id));
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Equal(2, (await world.UndoAsync(runs[2].Id)).Summary.Operations.SkillsRated);

        // What is owned since before the cut is owned still.
        var last = await world.RunAsync("employee_id,skills\n001,Claims:1\n002,Billing:5\n");
        Assert.Equal((1, 1), (last.Summary.Operations.SkillsRemoved, last.Summary.Operations.SkillsAdded));
        Assert.Empty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
    }

    [Fact]
    public async Task Without_a_time_everything_is_kept()
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite, keepDays: null);

        var verdict = AuditCheck.Verify(world.Options, Identity(world))!;

        Assert.Equal((3, 6, null), (verdict.Runs, verdict.Records, verdict.CutAt));
    }

    [Theory]
    [InlineData("CREATE TRIGGER in_the_way BEFORE INSERT ON snapshot WHEN NEW.persistence_id LIKE 'base-%' BEGIN SELECT RAISE(ABORT, 'in the way'); END", false)]
    [InlineData("CREATE TRIGGER in_the_way BEFORE DELETE ON journal WHEN OLD.sequence_number = 2 BEGIN SELECT RAISE(ABORT, 'in the way'); END", true)]
    [InlineData("CREATE TRIGGER in_the_way BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'in the way'); END", true)]
    public async Task A_cut_that_is_stopped_half_way_does_no_harm_and_the_next_run_does_the_rest(string trigger, bool isTold)
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite, before: world => Tamper(world, trigger));
        var stopped = AuditCheck.Verify(world.Options, Identity(world))!;
        Assert.Empty(stopped.Flaws);
        Assert.Equal(isTold, stopped.CutAt is not null);
        Assert.Single(AgentRecall.Read(world.Options, Identity(world), "001")!.Agents);

        Tamper(world, "DROP TRIGGER in_the_way");
        var next = await world.RunAsync(Source(5));

        Assert.DoesNotContain(next.Notes, note => note.Contains("KeepDays", StringComparison.Ordinal));
        var verdict = AuditCheck.Verify(world.Options, Identity(world))!;
        Assert.Empty(verdict.Flaws);
        Assert.Equal((2, 2, true), (verdict.Runs, verdict.Records, verdict.Redacted > 0));
    }

    [Theory]
    [InlineData("UPDATE snapshot SET snapshot = x'00' WHERE persistence_id LIKE 'base-%'")]
    [InlineData("DELETE FROM snapshot WHERE persistence_id LIKE 'base-%'")]
    [InlineData("DELETE FROM journal WHERE sequence_number = (SELECT max(sequence_number) FROM journal AS last WHERE last.persistence_id = journal.persistence_id) AND persistence_id LIKE 'users-%'")]
    public async Task What_goes_missing_otherwise_is_found_out_after_a_cut_as_before_it(string change)
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite);

        Tamper(world, change);

        Assert.NotEmpty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE persistence_id LIKE 'users-%' AND sequence_number = 1")]
    [InlineData("UPDATE journal SET message = x'00' WHERE persistence_id LIKE 'users-%' AND sequence_number = 1")]
    [InlineData("UPDATE journal SET message = (SELECT other.message FROM journal AS other WHERE other.persistence_id = journal.persistence_id AND other.sequence_number = 2) WHERE persistence_id LIKE 'users-%' AND sequence_number = 1")]
    public async Task What_is_not_as_it_was_written_is_not_cut(string change)
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite, keepDays: null);
        Tamper(world, change);
        var retention = RetentionOf(world);
        var recorded = new List<RunEvent>();
        var (events, found) = (CountEvents(world), AuditCheck.Verify(world.Options, Identity(world))!.Flaws);

        var told = await Assert.ThrowsAsync<AuditFlawException>(() => retention.ApplyAsync(
            Duration.FromDays(30),
            Instant.FromDateTimeOffset(world.Time.GetUtcNow()),
            _ => Task.CompletedTask,
            happened =>
            {
                recorded.Add(happened);
                return Task.CompletedTask;
            },
            CancellationToken.None));

        Assert.Contains(told.Flaw, found);
        Assert.Empty(recorded);
        Assert.Equal(events, CountEvents(world));
        Assert.Equal(found, AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
    }

    [Fact]
    public async Task A_stop_ends_a_cut_on_its_way_and_nothing_is_missing()
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite, keepDays: null);
        using var stop = new CancellationTokenSource();
        var (events, asked) = (CountEvents(world), 0);

        await Assert.ThrowsAsync<OperationCanceledException>(() => RetentionOf(world).ApplyAsync(
            Duration.FromDays(30),
            Instant.FromDateTimeOffset(world.Time.GetUtcNow()),
            _ =>
            {
                asked++;
                return stop.CancelAsync();
            },
            happened => throw new InvalidOperationException($"{happened} was recorded."),
            stop.Token));

        Assert.Equal((1, events), (asked, CountEvents(world)));
        Assert.Empty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
    }

    [Fact]
    public async Task Nothing_is_undone_where_the_state_at_the_cut_is_missing()
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite);
        var last = (await world.HistoryAsync()).Latest!.Id;
        Tamper(world, "DELETE FROM snapshot WHERE persistence_id LIKE 'base-%'");

        var refused = await Assert.ThrowsAsync<EngineStartException>(() => world.UndoAsync(last));

        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        Assert.Matches("The journal is damaged at base-[0-9]+, event [0-9]+: it is missing.*Restore it from a backup", refused.Message);
    }

    [Fact]
    public async Task A_second_cut_goes_on_from_the_first()
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite);
        world.Time.Pass(TimeSpan.FromDays(40));

        var last = await world.RunAsync(Source(3));

        Assert.DoesNotContain(last.Notes, note => note.Contains("KeepDays", StringComparison.Ordinal));
        var verdict = AuditCheck.Verify(world.Options, Identity(world))!;
        Assert.Empty(verdict.Flaws);
        Assert.Equal(((await world.HistoryAsync()).Runs.Keys.ElementAt(2), 1), (verdict.CutAt, verdict.Runs));
    }

    [Fact]
    public async Task A_second_cut_is_not_made_from_a_state_that_was_changed()
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite);
        var before = AuditCheck.Verify(world.Options, Identity(world))!.CutAt;
        Tamper(world, "UPDATE snapshot SET snapshot = x'00' WHERE persistence_id LIKE 'base-%'");
        world.Time.Pass(TimeSpan.FromDays(40));

        var last = await world.RunAsync(Source(3));

        Assert.Contains(last.Notes, note => note.Contains("nothing was cut by Journal:KeepDays", StringComparison.Ordinal));
        var verdict = AuditCheck.Verify(world.Options, Identity(world))!;
        Assert.Equal(before, verdict.CutAt);
        Assert.NotEmpty(verdict.Flaws);
        var unread = Assert.Throws<EngineStartException>(() => AgentRecall.Read(world.Options, Identity(world), "001"));
        Assert.Equal(ExitCode.Failed, unread.ExitCode);
    }

    [Fact]
    public async Task A_run_that_begins_after_the_clock_was_set_back_before_the_cut_is_sealed_and_not_taken_for_one_that_was_cut()
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite);
        world.Time.Pass(TimeSpan.FromDays(-45));

        var later = await world.RunAsync(Source(3));

        var history = await world.HistoryAsync();
        Assert.Equal((later.Summary.Run, null), (history.Latest!.Id, history.Unsealed));
        var verdict = AuditCheck.Verify(world.Options, Identity(world))!;
        Assert.Empty(verdict.Flaws);
        Assert.Equal((2, 4, 0), (verdict.Runs, verdict.Records, verdict.Unsealed));
        Assert.Contains(later.Summary.Run, StateOf(world).SpooledRuns);
        Assert.Equal(2, Export(world, later.Summary.Run).Records);
        Assert.Equal(2, (await world.UndoAsync(later.Summary.Run)).Summary.Operations.SkillsRated);
    }

    [Fact]
    public async Task A_folder_that_no_run_made_is_left_alone()
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite, before: null);
        Directory.CreateDirectory(Path.Combine(StateOf(world).FullPath, "runs", "a copy.old"));

        var last = await world.RunAsync(Source(3));

        Assert.Equal(ExitCode.Partial, last.ExitCode);
        Assert.DoesNotContain(last.Notes, note => note.Contains("KeepDays", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_person_can_be_erased_after_a_cut()
    {
        await using var world = await WithCutAsync(JournalProvider.Sqlite);

        var erased = await PersonEraser.EraseAsync(
            world.Options, Identity(world), "001", "journal erase", world.Time, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, CancellationToken.None);

        Assert.Single(erased!.People);
        Assert.Empty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
        Assert.Equal(2, (await world.RunAsync(Source(3))).Summary.Operations.SkillsRated); // Both: who was erased has the level still, and comes back as somebody new.
        Assert.Empty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
    }

    // Runs on the days 0, 10 and 50, of which thirty days are kept; each has an item that is rejected.
    private async Task<ContractWorld> WithCutAsync(JournalProvider provider, int? keepDays = 30, Action<ContractWorld>? before = null)
    {
        var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001"), Seeds.User("002")]);
        world.Options = world.Options with
        {
            Journal = new JournalOptions
            {
                KeepDays = keepDays,
                Provider = provider,
                ConnectionString = provider == JournalProvider.Postgres ? new Secret(server.ConnectionString) : null,
            },
        };
        await world.RunAsync(Source(3));
        world.Time.Pass(TimeSpan.FromDays(10));
        await world.RunAsync(Source(4));
        world.Time.Pass(TimeSpan.FromDays(40));
        before?.Invoke(world);
        var last = await world.RunAsync(Source(5));
        Assert.Equal(before is null, !last.Notes.Any(note => note.Contains("KeepDays", StringComparison.Ordinal)));
        return world;
    }

    private static Retention RetentionOf(ContractWorld world)
    {
        var store = EngineStart.StoreOf(world.Options, Identity(world), StateOf(world));
        var epoch = ReadEpoch(world);
        return new(JournalHosting.RowsOf(store), JournalHosting.PeopleOf(store, JournalAccess.Write, epoch), JournalHosting.UpkeepOf(store, epoch), StateOf(world));
    }

    private static string Source(int level) => $"employee_id,skills\n001,Billing:{level};Nonsense:1\n002,Billing:{level}\n";

    private static void Tamper(ContractWorld world, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={StateOf(world).JournalFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT epoch FROM writer_lease";
        var epoch = (long)command.ExecuteScalar()!;
        connection.CreateFunction("actorsync_epoch", () => epoch);
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0 || sql.Contains("TRIGGER", StringComparison.Ordinal), sql);
    }

    private static long ReadEpoch(ContractWorld world)
    {
        using var connection = new SqliteConnection($"Data Source={StateOf(world).JournalFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT epoch FROM writer_lease";
        return (long)command.ExecuteScalar()!;
    }

    private static int CountEvents(ContractWorld world)
    {
        var rows = JournalHosting.RowsOf(EngineStart.StoreOf(world.Options, Identity(world), StateOf(world)));
        return Enumerable.Range(0, Partitioning.Partitions).Sum(partition => rows.Read(AuditLog.JournalOf(partition), 0).Count());
    }

    private static ExportOutcome Export(ContractWorld world, RunId? run) =>
        AuditExporter.Write(world.Options, Identity(world), new(null, run, null, null, false), ExportFormat.Ndjson, world.PathOf("exported"))!;

    private static StateDirectory StateOf(ContractWorld world) => EngineStart.StateOf(world.Options, Identity(world));

    private static TargetIdentity Identity(ContractWorld world) => TargetIdentity.Of(world.Options.Target);
}
