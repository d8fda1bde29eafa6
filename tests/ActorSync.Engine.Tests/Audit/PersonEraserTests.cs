using System.Globalization;
using System.Text;
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
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ActorSync.Engine.Tests.Audit;

public sealed class PersonEraserTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Gone = "erase-me-7";
    private const string Stays = "stays-8";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Nothing_in_the_state_names_who_was_erased_and_the_log_is_as_it_was_written(TargetDialect dialect)
    {
        await using var world = await WithRunsAsync(dialect);
        var user = Load(world).Single(person => person.Employee == Gone);
        var before = AuditCheck.Verify(world.Options, Identity(world))!;
        Assert.NotEmpty(Naming(world, Gone));

        var erased = (await EraseAsync(world, Gone))!;

        Assert.Single(erased.People);
        Assert.True(erased is { IsCompacted: true, Naming: 0, Plans: > 0, Redacted: > 0 }, erased.ToString());
        Assert.All([Gone, user.User!.Value.Value, $"{Gone}@example.com"], name => Assert.Empty(Naming(world, name)));
        Assert.NotEmpty(Naming(world, Stays));
        var verdict = AuditCheck.Verify(world.Options, Identity(world))!;
        Assert.Empty(verdict.Flaws);
        Assert.Equal((before.Records, before.LastSeal, erased.Redacted), (verdict.Records, verdict.LastSeal, verdict.Redacted));
        Assert.Empty(AgentRecall.Read(world.Options, Identity(world), Gone)!.Agents);
        Assert.Single(AgentRecall.Read(world.Options, Identity(world), Stays)!.Agents);

        // The figures stay, and so does what was found about others.
        var summary = SummaryJson.Read((await world.HistoryAsync()).Latest!.End!.Summary);
        Assert.Contains(Stays, Assert.Single(summary.Findings).Message, StringComparison.Ordinal);
        Assert.Equal(2, summary.Users.Held);
    }

    [Fact]
    public async Task An_employee_id_from_before_it_was_changed_is_erased_with_the_one_of_today()
    {
        const string today = "renamed-9";
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        await world.Target.EditAsync(Gone, $$""" "newEmployeeId": "{{today}}" """);
        await world.RunAsync($"employee_id,skills\n{today},Billing:5\n{Stays},Billing:5\n");
        Assert.Equal(today, Load(world).Single(person => person.Email == $"{Gone}@example.com").Employee);
        Assert.NotEmpty(Naming(world, $"Employee {Gone}"));

        var erased = (await EraseAsync(world, today))!;

        Assert.Single(erased.People);
        Assert.All([today, Gone], name => Assert.Empty(Naming(world, name)));
        Assert.NotEmpty(Naming(world, Stays));
        Assert.Empty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
    }

    [Fact]
    public async Task A_source_file_that_names_the_person_is_named_by_no_plan_and_no_finding_any_more()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        await world.RunFilesAsync([($"for {Gone}/people.csv", $"employee_id,skills\n{Stays},Billing:5;Nonsense:1\n")]);
        var run = (await world.HistoryAsync()).Latest!;
        Assert.Contains(SummaryJson.Read(run.End!.Summary).Findings, finding => finding.File.Contains(Gone, StringComparison.Ordinal));

        await EraseAsync(world, Gone);

        var summary = SummaryJson.Read((await world.HistoryAsync()).Latest!.End!.Summary);
        Assert.Contains(summary.Findings, finding => finding.File == PersonMentions.Erased);
        Assert.DoesNotContain(summary.Findings, finding => finding.File.Contains(Gone, StringComparison.Ordinal));
        Assert.Equal([PersonMentions.Erased], KeptPlans.TryRead(EngineStart.StateOf(world.Options, Identity(world)), run)!.Files);
        Assert.Empty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
    }

    [Fact]
    public async Task Whoever_comes_back_is_a_new_person_who_owns_nothing()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        var number = Load(world).Single(person => person.Employee == Gone).Number;
        await EraseAsync(world, Gone);

        // What is no longer stated is taken away only where ActorSync owns it.
        var back = await world.RunAsync($"employee_id,skills\n{Gone},Claims:1\n{Stays},Claims:1\n");

        Assert.Equal((1, 2), (back.Summary.Operations.SkillsRemoved, back.Summary.Operations.SkillsAdded));
        Assert.NotEqual(number, Load(world).Single(person => person.Employee == Gone).Number);
        Assert.Empty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
    }

    [Fact]
    public async Task A_second_time_finds_nobody_and_somebody_else_can_be_erased_after()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        await EraseAsync(world, Gone);

        var again = (await EraseAsync(world, Gone))!;
        var other = (await EraseAsync(world, Stays))!;

        Assert.True(again is { People.IsEmpty: true, Redacted: 0, Plans: 0 }, again.ToString());
        Assert.True(other is { People.Length: 1, Redacted: > 0 }, other.ToString());
        Assert.Empty(Naming(world, Stays));
        Assert.Empty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
        Assert.Equal(ExitCode.Done, (await world.RunAsync($"employee_id,skills\n{Gone},Billing:5\n")).ExitCode);
    }

    [Fact]
    public async Task Text_that_is_taken_out_without_a_word_in_the_log_is_found_out()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        var forged = Forge(world);

        var flaw = Assert.Single(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);

        Assert.Equal((RunLog.LogId, forged.Position), (flaw.Journal, flaw.Position));
    }

    [Fact]
    public async Task By_a_log_that_is_not_as_it_was_written_nothing_is_undone_and_nobody_erased()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        var forged = Forge(world);

        foreach (var refused in (EngineStartException[])
        [
            await Assert.ThrowsAsync<EngineStartException>(() => world.UndoAsync(forged.Event.Run)),
            await Assert.ThrowsAsync<EngineStartException>(() => EraseAsync(world, Gone)),
        ])
        {
            Assert.Equal(ExitCode.Failed, refused.ExitCode);
            Assert.Contains($"runs, event {forged.Position}: text was taken out of it", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Restore it from a backup", refused.Message, StringComparison.Ordinal);
        }

        Assert.Single(AuditCheck.Verify(world.Options, Identity(world))!.Flaws); // The log has not come to say that this was in order.
    }

    [Fact]
    public async Task What_processes_have_left_that_died_is_erased_too_and_what_a_restore_has_put_aside_is_named()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        var state = EngineStart.StateOf(world.Options, Identity(world));
        var (named, closed) = (Encoding.UTF8.GetBytes(Gone), (await world.HistoryAsync()).Latest!.Id);
        var first = (await world.HistoryAsync()).Runs.Keys.First().Value;
        var (unopened, later) = (new RunId($"{first[..^4]}{int.Parse(first[^4..^1], CultureInfo.InvariantCulture) + 1:000}Z"), new RunId("20990101T000000000Z"));
        foreach (var run in (RunId[])[unopened, later])
        {
            using var spool = RunSpool.Create(state, run);
            spool.Add("people.csv").Write(named);
            spool.Complete(only: null);
        }

        File.WriteAllBytes(Path.Combine(state.RunFolder(closed), "plan.json.gz.next"), named);
        Directory.CreateDirectory(state.RestoreStaging);
        File.WriteAllBytes(Path.Combine(state.RestoreStaging, "journal.db"), named);
        var aside = $"{state.FullPath}.replaced-20260301T000000000Z";
        Directory.CreateDirectory(aside);
        File.WriteAllBytes(Path.Combine(aside, "journal.db"), named);

        var erased = (await EraseAsync(world, Gone))!;

        Assert.Equal(2, erased.LeftBehind);
        Assert.Equal([state.RunFolder(later), aside], erased.SetAside);
        Assert.All(Naming(world, Gone), file => Assert.Contains(erased.SetAside, place => file.Contains(Path.GetFileName(place), StringComparison.Ordinal)));
        Assert.DoesNotContain(unopened, state.SpooledRuns);
        Assert.Equal([closed, later], state.SpooledRuns.Where(run => run.CompareTo(closed) >= 0).Order());
    }

    [Fact]
    public async Task Nobody_is_erased_while_a_run_is_open_or_another_process_writes()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        await world.WithEngineAsync(EngineMode.Writing, async _ =>
        {
            var locked = await Assert.ThrowsAsync<EngineStartException>(() => EraseAsync(world, Gone));
            Assert.Equal(ExitCode.Conflict, locked.ExitCode);
            return 0;
        });
        world.IsDisturbed = true;
        await world.StallWriteAsync();
        using var stop = new CancellationTokenSource();
        var sent = await CountWritesAsync(world);
        var running = world.RunUntilAsync($"employee_id,skills\n{Stays},Billing:1\n", stop.Token);
        while (await CountWritesAsync(world) == sent)
        {
            await Task.Yield();
        }

        await world.StopAsync(stop);
        world.EndStall();
        await running;

        var refused = await Assert.ThrowsAsync<EngineStartException>(() => EraseAsync(world, Gone));

        Assert.Equal(ExitCode.Conflict, refused.ExitCode);
        Assert.Contains("nobody can be erased meanwhile", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Naming(world, Gone));
        await world.ResumeAsync();
        Assert.Single((await EraseAsync(world, Gone))!.People);
    }

    [Fact]
    public async Task A_person_is_erased_from_a_postgres_journal_too()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User(Gone)]);
        world.Options = world.Options with { Journal = new JournalOptions { Provider = JournalProvider.Postgres, ConnectionString = new Secret(server.ConnectionString) } };
        await world.RunAsync($"employee_id,skills\n{Gone},Billing:3;Nonsense:1\n");
        var hash = JournalStore.SchemaOf(Identity(world).FolderName)[^16..];
        string[] aside = [$"actorsync_replaced_20260301t000000000_{hash}", $"actorsync_restoring_3_{hash}"];
        await using (var connection = new NpgsqlConnection(server.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            foreach (var schema in (string[])[.. aside, $"actorsync_replaced_20260301t000000000_{new string('0', 16)}"])
            {
                await using var command = new NpgsqlCommand($"CREATE SCHEMA {schema}", connection);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        }

        var erased = (await EraseAsync(world, Gone))!;

        Assert.Single(erased.People);
        Assert.True(erased.IsOnServer);
        Assert.Equal(aside.Select(schema => $"schema {schema}"), erased.SetAside);
        Assert.DoesNotContain(Load(world), person => person.Employee == Gone || person.TargetEmployee == Gone);
        Assert.Empty(AuditCheck.Verify(world.Options, Identity(world))!.Flaws);
    }

    // Shortens the end of the first run by another hand; the log says nothing of it.
    private static LinkedRunEvent Forge(ContractWorld world)
    {
        var state = EngineStart.StateOf(world.Options, Identity(world));
        var rows = JournalHosting.RowsOf(new JournalStore.Sqlite(state.JournalFile));
        var closed = rows.Read(RunLog.LogId, 0).Select(row => (LinkedRunEvent)JournalSerializer.Read(row.Payload, row.Manifest)).First(stored => stored.Event is RunEvent.Closed);
        var forged = closed.Redacted(RunRedaction.Of(closed.Event, summary => summary.Replace("\"skillsAdded\":2", "\"skillsAdded\":1", StringComparison.Ordinal))!);
        using var connection = new SqliteConnection($"Data Source={state.JournalFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT epoch FROM writer_lease";
        var epoch = (long)command.ExecuteScalar()!;
        connection.CreateFunction("actorsync_epoch", () => epoch);
        command.CommandText = "UPDATE journal SET message = @message, manifest = 'run-event-redacted/1' WHERE persistence_id = 'runs' AND sequence_number = @position";
        command.Parameters.AddWithValue("@message", forged.Bytes);
        command.Parameters.AddWithValue("@position", forged.Position);
        Assert.Equal(1, command.ExecuteNonQuery());
        return forged;
    }

    // Two people, and both are named by findings of the second run.
    private static async Task<ContractWorld> WithRunsAsync(TargetDialect dialect)
    {
        var world = await ContractWorld.StartAsync(dialect, [Seeds.User(Gone), Seeds.User(Stays)]);
        await world.RunAsync($"employee_id,skills\n{Gone},Billing:3\n{Stays},Billing:3\n");
        await SetStateAsync(world, "inactive");
        Assert.Equal(2, (await world.RunAsync($"employee_id,skills\n{Gone},Billing:4\n{Stays},Billing:4\n")).Summary.Users.Held);
        await SetStateAsync(world, "active");
        return world;
    }

    private static async Task SetStateAsync(ContractWorld world, string state)
    {
        foreach (var employee in (string[])[Gone, Stays])
        {
            await world.Target.EditAsync(employee, $$""" "state": "{{state}}" """);
        }
    }

    private static async Task<long> CountWritesAsync(ContractWorld world) => (await world.Target.CountsAsync()).Writes;

    private static Task<Erasure?> EraseAsync(ContractWorld world, string employee) =>
        PersonEraser.EraseAsync(world.Options, Identity(world), employee, "journal erase", world.Time, NullLoggerFactory.Instance, CancellationToken.None);

    private static List<PersonIdentity> Load(ContractWorld world)
    {
        var state = EngineStart.StateOf(world.Options, Identity(world));
        var people = JournalHosting.PeopleOf(EngineStart.StoreOf(world.Options, Identity(world), state), JournalAccess.Read);
        return [.. Enumerable.Range(0, Partitioning.Partitions).SelectMany(people.Load)];
    }

    // The files of the state that have the name somewhere, the zipped ones unzipped.
    private static List<string> Naming(ContractWorld world, string name)
    {
        var wanted = Encoding.UTF8.GetBytes(name);
        return [.. Directory.GetFiles(world.PathOf("."), "*", SearchOption.AllDirectories).Where(file => Read(file).AsSpan().IndexOf(wanted) >= 0)];
    }

    private static byte[] Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (!file.EndsWith(".gz", StringComparison.Ordinal))
        {
            return bytes;
        }

        using var zip = new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zip.CopyTo(plain);
        return plain.ToArray();
    }

    private static TargetIdentity Identity(ContractWorld world) => TargetIdentity.Of(world.Options.Target);
}
