using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Engine.Runs;
using Microsoft.Data.Sqlite;

namespace ActorSync.EndToEnd.Tests.Runs;

/// <summary>A backup of all state, made beside a run and restored after its end.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly Workspace _workspace = new();

    private string TargetFolder => Path.GetDirectoryName(Assert.Single(Directory.GetFiles(_workspace.StateDirectory, "state.json", SearchOption.AllDirectories)))!;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_backup_made_beside_a_run_is_restored_after_a_kill_and_the_run_is_gone_on_with()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        await target.ShowFaultsAsync("stall:seconds=60,route=PATCH,applied=true");
        using var running = ActorSyncProcess.Start(_workspace, target.Environment, ["run", "--source", "people.csv"]);
        while (!(await target.UserAsync("E1")).GetProperty("skills").EnumerateObject().Any())
        {
            await Task.Yield();
        }

        (await RunAsync(target, "journal", "backup", "state.backup")).Expect(ExitCode.Done);
        var conflict = (await RunAsync(target, "journal", "restore", "state.backup", "--replace")).Expect(ExitCode.Conflict);
        Assert.Contains("Another process writes to this target", conflict.Error, StringComparison.Ordinal);
        await KilledRun.KillAsync(running);
        await target.ShowFaultsAsync();
        SqliteConnection.ClearAllPools(); // The commands above ran in this process, whose idle connections would still know the journal that goes.
        Directory.Delete(TargetFolder, recursive: true);

        var restored = (await RunAsync(target, "journal", "restore", "state.backup")).Expect(ExitCode.Done);
        Assert.Contains("is open: actorsync resume goes on with it", restored.Out, StringComparison.Ordinal);
        (await RunAsync(target, "resume")).Expect(ExitCode.Done);
        (await RunAsync(target, "verify-audit")).Expect(ExitCode.Done);

        Assert.Equal(3, (await target.UserAsync("E1")).GetProperty("skills").GetProperty("Billing").GetDecimal());
        Assert.Equal(1, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task A_restore_says_what_it_refuses_and_where_it_keeps_what_was_there()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        (await RunAsync(target, "run", "--source", "people.csv")).Expect(ExitCode.Done);
        var made = (await RunAsync(target, "journal", "backup", "state.backup", "--output", "json")).Expect(ExitCode.Done);
        var file = _workspace.PathOf("state.backup");
        Assert.Equal((file, new FileInfo(file).Length), (made.Text("file"), made.Number("bytes")));
        Assert.Equal([file], Directory.GetFileSystemEntries(_workspace.Folder, "state.backup*"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        File.WriteAllBytes(_workspace.PathOf("cut.backup"), File.ReadAllBytes(file)[..^10]);
        var damaged = (await RunAsync(target, "journal", "restore", "cut.backup", "--replace", "--output", "json")).Expect(ExitCode.Usage);
        Assert.Equal(["backup-refused"], damaged.Rules);
        Assert.Contains("Say --replace", (await RunAsync(target, "journal", "restore", "state.backup")).Expect(ExitCode.Usage).Error, StringComparison.Ordinal);
        Assert.Equal([TargetFolder], Directory.GetDirectories(_workspace.StateDirectory));

        var restored = (await RunAsync(target, "journal", "restore", "state.backup", "--replace", "--output", "json")).Expect(ExitCode.Done);

        var aside = Assert.Single(restored.Json.GetProperty("aside").EnumerateArray()).GetString()!;
        Assert.True(File.Exists(Path.Combine(aside, "journal.db")));
        Assert.Equal(restored.Text("lastSeal"), restored.Text("replacedSeal"));
        (await RunAsync(target, "verify-audit")).Expect(ExitCode.Done);
    }

    [Fact]
    public async Task A_restore_that_is_killed_between_the_old_and_the_new_keeps_commands_away_until_it_is_repeated()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        (await RunAsync(target, "run", "--source", "people.csv")).Expect(ExitCode.Done);
        (await RunAsync(target, "journal", "backup", "state.backup")).Expect(ExitCode.Done);
        await MakePipeAsync(Path.Combine(TargetFolder, "pauses", "pipe.json"));
        using var restoring = ActorSyncProcess.Start(_workspace, target.Environment, ["journal", "restore", "state.backup", "--replace"]);
        var ended = restoring.EndAsync();
        string? pipe;
        while ((pipe = FindPipeAside()) is null && !ended.IsCompleted)
        {
            await Task.Yield();
        }

        await KilledRun.KillAsync(restoring); // It has put the files aside, and waits for what the pipe has to say.
        File.Delete(pipe!);

        var refused = (await RunAsync(target, "run", "--source", "people.csv")).Expect(ExitCode.Usage);
        var restored = (await RunAsync(target, "journal", "restore", "state.backup", "--replace", "--output", "json")).Expect(ExitCode.Done);

        Assert.Contains("actorsync journal restore FILE --replace", refused.Error, StringComparison.Ordinal);
        var aside = Assert.Single(restored.Json.GetProperty("aside").EnumerateArray()).GetString()!;
        Assert.StartsWith(aside, pipe, StringComparison.Ordinal);
        (await RunAsync(target, "verify-audit")).Expect(ExitCode.Done);
        (await RunAsync(target, "run", "--source", "people.csv")).Expect(ExitCode.Done);
        Assert.Equal(1, await target.CountAsync("writes"));
    }

    private string? FindPipeAside() => Directory.GetDirectories(_workspace.StateDirectory, "*.replaced-*")
        .Select(folder => Path.Combine(folder, "pauses", "pipe.json"))
        .FirstOrDefault(File.Exists);

    // Whoever reads it waits until somebody writes to it.
    private static async Task MakePipeAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var make = System.Diagnostics.Process.Start("mkfifo", [path]);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, make.ExitCode);
    }

    private Task<Ended> RunAsync(SandboxServer target, params string[] arguments) => InProcess.RunAsync(_workspace, TimeProvider.System, target.Environment, arguments);
}
