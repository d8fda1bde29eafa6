using ActorSync.EndToEnd.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace ActorSync.EndToEnd.Tests.Runs;

/// <summary>A journal that was torn or garbled between two processes.</summary>
public sealed class DamagedJournalTests : IDisposable
{
    private readonly Workspace _workspace = new();

    private string Journal => Directory.GetFiles(_workspace.StateDirectory, "journal.db", SearchOption.AllDirectories).Single();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(-100)] // The last frame of the side file has lost its end.
    [InlineData(+1_000)] // A further frame was begun.
    public async Task A_killed_run_whose_side_file_has_a_torn_end_is_gone_on_with(int bytes)
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        var run = await KilledRun.LeaveInDoubtAsync(_workspace, target, "run", "--source", "people.csv");
        await using (var side = new FileStream($"{Journal}-wal", FileMode.Open))
        {
            Assert.True(side.Length > 100, "Nothing stands in the side file.");
            side.SetLength(side.Length + bytes);
        }

        (await target.RunProcessAsync(_workspace, "resume", run)).Expect(0);

        Assert.Equal(3, (await target.UserAsync("E1")).GetProperty("skills").GetProperty("Billing").GetDecimal());
        Assert.Equal(1, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task A_run_that_was_under_way_when_the_side_file_went_is_told_and_nothing_is_written_until_somebody_has_decided()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        _workspace.WritePeople("E1,,,,");
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        _workspace.WritePeople("E1,,,Billing:3,");
        var lost = await KilledRun.LeaveInDoubtAsync(_workspace, target, "run", "--source", "people.csv");
        File.Delete($"{Journal}-wal");
        File.Delete($"{Journal}-shm");

        foreach (var command in new string[][] { ["resume"], ["run", "--source", "people.csv"] })
        {
            var refused = (await target.RunProcessAsync(_workspace, command)).Expect(2);

            Assert.Contains($"{lost} is of a run that had decided what to write, and the journal knows nothing of it", refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(1, await target.CountAsync("writes"));
        var folder = Directory.GetDirectories(_workspace.StateDirectory, lost, SearchOption.AllDirectories).Single();
        Assert.True(File.Exists(Path.Combine(folder, "spool.json")));
        Directory.Move(folder, _workspace.PathOf("lost"));
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("runs abandon")]
    public async Task A_run_whose_process_died_between_its_end_and_its_seal_is_sealed_by_whoever_asks_for_it(string command)
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        var run = (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(0).Text("runId")!;
        Execute("DELETE FROM journal WHERE persistence_id = 'runs' AND sequence_number = (SELECT MAX(sequence_number) FROM journal WHERE persistence_id = 'runs')");
        File.Delete(Directory.GetFiles(_workspace.StateDirectory, "audit-seal.json", SearchOption.AllDirectories).Single());
        var unsealed = (await target.RunAsync(_workspace, "verify-audit")).Expect(0);

        (await target.RunAsync(_workspace, [.. command.Split(' '), run])).Expect(0);

        Assert.Contains("not sealed yet: their run is open, or it was closed", unsealed.Out, StringComparison.Ordinal);
        var sealedLog = (await target.RunAsync(_workspace, "verify-audit")).Expect(0);
        Assert.Contains("1 sealed run.", sealedLog.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("not sealed yet", sealedLog.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_runs_folder_is_named_with_its_remedy()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        var runs = Directory.GetDirectories(_workspace.StateDirectory, "runs", SearchOption.AllDirectories).Single();
        Directory.Delete(runs, recursive: true);
        await File.WriteAllTextAsync(runs, string.Empty, TestContext.Current.CancellationToken);

        var refused = (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(2);

        Assert.Contains($"{runs} is a file", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_file_is_told_as_damaged_with_its_remedy()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        await using (var file = new FileStream(Journal, FileMode.Open))
        {
            file.SetLength((file.Length / 2) + 1);
        }

        foreach (var command in new string[][] { ["runs"], ["run", "--source", "people.csv"], ["plan", "--source", "people.csv"] })
        {
            var refused = (await target.RunAsync(_workspace, [.. command, "--output", "json"])).Expect(2);

            Assert.Contains(refused.Json.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("message").GetString()!.Contains("Restore it from a backup", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("message = zeroblob(length(message))", "its checksum does not match", "Restore it from a backup")]
    [InlineData("manifest = 'batch/99'", "'batch/99'", "A newer version wrote it: use that one.")]
    public async Task A_part_that_cannot_be_read_is_named_with_its_cause_and_nothing_is_sent(string change, string cause, string remedy)
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        Execute($"UPDATE journal SET {change} WHERE persistence_id LIKE 'users-%'");
        var sent = await target.CountAsync("api");

        foreach (var command in new string[][] { ["run", "--source", "people.csv"], ["plan", "--source", "people.csv"] })
        {
            var refused = (await target.RunAsync(_workspace, [.. command, "--output", "json"])).Expect(2);

            var told = Assert.Single(refused.Json.GetProperty("findings").EnumerateArray()).GetProperty("message").GetString()!;
            Assert.Contains("users-", told, StringComparison.Ordinal);
            Assert.Contains(cause, told, StringComparison.Ordinal);
            Assert.Contains(remedy, told, StringComparison.Ordinal);
        }

        Assert.Equal(sent, await target.CountAsync("api"));
    }

    [Theory]
    [InlineData("users-%", "partition")]
    [InlineData("runs", "run log")]
    public async Task An_event_that_is_marked_as_deleted_at_its_journals_end_is_named_and_nothing_is_sent(string journal, string whose)
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        Execute($"UPDATE journal SET deleted = 1 WHERE ordering = (SELECT max(ordering) FROM journal WHERE persistence_id LIKE '{journal}')");
        var sent = await target.CountAsync("api");

        foreach (var command in new string[][] { ["run", "--source", "people.csv"], ["plan", "--source", "people.csv"] })
        {
            var refused = (await target.RunAsync(_workspace, [.. command, "--output", "json"])).Expect(2);

            var told = Assert.Single(refused.Json.GetProperty("findings").EnumerateArray()).GetProperty("message").GetString()!;
            Assert.Contains(whose, told, StringComparison.Ordinal);
            Assert.Contains("marks it as deleted", told, StringComparison.Ordinal);
            Assert.Contains("Restore the journal from a backup", told, StringComparison.Ordinal);
        }

        var checkedLog = (await target.RunAsync(_workspace, "verify-audit")).Expect(4);
        Assert.Contains("it is marked as deleted", checkedLog.Out, StringComparison.Ordinal);
        Assert.Equal(sent, await target.CountAsync("api"));
    }

    [Theory]
    [InlineData("file", "is missing or empty")]
    [InlineData("bytes", "is missing or empty")]
    [InlineData("journal", "lacks its table journal")]
    [InlineData("snapshot", "lacks its table snapshot")]
    public async Task A_journal_that_was_lost_is_no_journal_that_was_never_made(string lost, string told)
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        Directory.Delete(Path.Combine(Path.GetDirectoryName(Journal)!, "runs"), recursive: true); // As Journal:KeepDays does in time: the last seal stays.
        Lose(lost);
        var sent = await target.CountAsync("api");

        foreach (var command in new string[][]
        {
            ["run", "--source", "people.csv"], ["plan", "--source", "people.csv"], ["runs"], ["history", "E1"],
            ["journal", "backup", "state.backup"], ["journal", "erase", "E1"], ["journal", "export", "log.json"],
        })
        {
            var refused = (await target.RunAsync(_workspace, command)).Expect(2);

            Assert.Contains(told, refused.Error, StringComparison.Ordinal);
            Assert.Contains("actorsync journal restore FILE --replace", refused.Error, StringComparison.Ordinal);
        }

        Assert.Contains(told, (await target.RunAsync(_workspace, "verify-audit")).Expect(4).Out, StringComparison.Ordinal);
        Assert.Equal(sent, await target.CountAsync("api"));
    }

    [Fact]
    public async Task A_state_that_is_deleted_under_a_run_stops_it_and_nothing_more_is_sent()
    {
        _workspace.WritePeople("E1,,,Billing:3,", "E2,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"), SandboxServer.User("E2"));
        await target.ShowFaultsAsync("stall:seconds=60,route=PATCH,applied=true,times=1");
        using var running = ActorSyncProcess.Start(_workspace, target.Environment, ["run", "--source", "people.csv", "--output", "json"]);
        while (await target.CountAsync("writes") == 0)
        {
            await Task.Yield();
        }

        Directory.Delete(_workspace.StateDirectory, recursive: true);
        var ended = (await running.EndAsync()).Expect(1);

        Assert.Contains("was deleted, moved or replaced while it was in use", ended.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was acknowledged that is not durable", ended.Error, StringComparison.Ordinal);
        Assert.Equal((1, 0), (await target.CountAsync("writes"), ended.Number("users.changed")));
    }

    private void Lose(string what)
    {
        if (what is "journal" or "snapshot")
        {
            Execute($"DROP TABLE {what}");
            return;
        }

        var file = Journal;
        File.Delete($"{file}-wal");
        File.Delete($"{file}-shm");
        File.Delete(file);
        if (what == "bytes")
        {
            File.Create(file).Dispose();
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Journal};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT epoch FROM writer_lease";
        var epoch = (long)command.ExecuteScalar()!;
        connection.CreateFunction("actorsync_epoch", () => epoch); // What the journal's fence asks a writer for.
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
