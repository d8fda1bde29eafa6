using ActorSync.EndToEnd.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace ActorSync.EndToEnd.Tests.Runs;

/// <summary>Processes that stand still beside others, as real ones.</summary>
public sealed class FrozenRunTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_process_that_is_frozen_beyond_its_lease_is_replaced_and_reports_its_late_sends_when_it_wakes()
    {
        _workspace.Configure("\"Journal\": { \"LeaseSeconds\": 5 },");
        _workspace.WritePeople("E1,,,Billing:3,", "E2,,,Billing:3,", "E3,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"), SandboxServer.User("E2"), SandboxServer.User("E3"));
        await target.ShowFaultsAsync("stall:seconds=20,route=PATCH,applied=true,times=1");
        using var frozen = ActorSyncProcess.Start(
            _workspace, target.Environment, ["run", "--source", "people.csv", "--set", "Target:MaxInFlight=1", "--output", "json"]);
        while (await target.CountAsync("writes") == 0)
        {
            await Task.Yield();
        }

        await FreezeAsync(frozen);
        var silent = await UntilSilentAsync(target);
        var resumed = (await target.RunProcessAsync(_workspace, "resume", "--output", "json")).Expect(0);
        await frozen.SignalAsync("CONT");
        var woken = (await frozen.EndAsync()).Expect(6);

        Assert.Contains($"process {frozen.Id} on host ", silent.Out, StringComparison.Ordinal);
        Assert.Contains("The run is open: `actorsync resume ", silent.Out, StringComparison.Ordinal);
        Assert.Equal((3, 1), (resumed.Number("users.changed"), resumed.Number("doubts.settledApplied")));
        Assert.Equal(3, await target.CountAsync("writes"));
        foreach (var employee in (string[])["E1", "E2", "E3"])
        {
            Assert.Equal(3, (await target.UserAsync(employee)).GetProperty("skills").GetProperty("Billing").GetDecimal());
        }

        Assert.Equal("failed", woken.Text("status"));
        Assert.Equal(["conflict", "late-send"], woken.Rules);
        Assert.Contains("This process has lost the right to write to the target", woken.Error, StringComparison.Ordinal);
        Assert.Matches("Employee E[123]: giving skill Billing at 3 left at ", woken.Out);
        Assert.Equal("converged", (await target.RunProcessAsync(_workspace, "runs", "--output", "json")).Expect(0).Json.GetProperty("runs")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Of_two_that_begin_at_once_one_is_refused_and_told_of_the_other()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync("stall:seconds=60,route=GET");
        using var one = ActorSyncProcess.Start(_workspace, target.Environment, ["run", "--source", "people.csv"]);
        using var other = ActorSyncProcess.Start(_workspace, target.Environment, ["run", "--source", "people.csv"]);
        var (ofOne, ofOther) = (one.EndAsync(), other.EndAsync());

        var refused = await Task.WhenAny(ofOne, ofOther);
        var winner = refused == ofOne ? other : one;
        await winner.SignalAsync("KILL");
        await Task.WhenAll(ofOne, ofOther);

        var told = (await refused).Expect(6);
        Assert.Contains($"process {winner.Id} on host ", told.Error, StringComparison.Ordinal);
        Assert.Contains("It holds the target until ", told.Error, StringComparison.Ordinal);
    }

    // One that stands in the middle of a write keeps the file locked, and nobody can take over then (docs/adr/0010).
    private async Task FreezeAsync(ActorSyncProcess process)
    {
        var journal = Directory.GetFiles(_workspace.StateDirectory, "journal.db", SearchOption.AllDirectories).Single();
        while (true)
        {
            await process.SignalAsync("STOP");
            while (!process.StandsStill)
            {
                await Task.Yield();
            }

            if (!IsLocked(journal))
            {
                return;
            }

            await process.SignalAsync("CONT");
        }
    }

    private static bool IsLocked(string journal)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Mode=ReadWrite;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE; ROLLBACK;"; // Nothing before it that gives rows: the client drops the errors of what comes after.
        command.CommandTimeout = 1;
        try
        {
            command.ExecuteNonQuery();
            return false;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return true;
        }
    }

    // A look takes as long as a process does to start, and the lease runs out meanwhile.
    private async Task<Ended> UntilSilentAsync(SandboxServer target)
    {
        while (true)
        {
            var shown = (await target.RunProcessAsync(_workspace, "runs")).Expect(0);
            if (shown.Out.Contains("has not renewed its lease", StringComparison.Ordinal))
            {
                return shown;
            }
        }
    }
}
