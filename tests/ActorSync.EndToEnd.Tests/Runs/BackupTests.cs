using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

/// <summary>A backup of all state, made beside a run and restored after its end.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly Workspace _workspace = new();

    private string TargetFolder => Path.GetDirectoryName(Directory.GetFiles(_workspace.StateDirectory, "journal.db", SearchOption.AllDirectories).Single())!;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_backup_made_beside_a_run_is_restored_after_a_kill_and_the_run_is_gone_on_with()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        using var holding = await HoldARunAsync(target);
        (await target.RunAsync(_workspace, "journal", "backup", "state.backup")).Expect(0);
        await KilledRun.KillAsync(holding);
        await target.ShowFaultsAsync();
        Directory.Delete(TargetFolder, recursive: true);

        (await target.RunAsync(_workspace, "journal", "restore", "state.backup")).Expect(0);
        (await target.RunAsync(_workspace, "resume")).Expect(0);
        (await target.RunAsync(_workspace, "verify-audit")).Expect(0);

        Assert.Equal(3, (await target.UserAsync("E1")).GetProperty("skills").GetProperty("Billing").GetDecimal());
        Assert.Equal(1, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task A_restore_beside_a_run_is_a_conflict()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        using var holding = await HoldARunAsync(target);
        (await target.RunAsync(_workspace, "journal", "backup", "state.backup")).Expect(0);

        (await target.RunAsync(_workspace, "journal", "restore", "state.backup", "--replace")).Expect(6);

        await KilledRun.KillAsync(holding);
    }

    [Fact]
    public async Task State_that_is_there_is_kept_aside_and_only_where_that_was_asked_for()
    {
        await using var target = await BackedUpAsync();
        var before = Content(TargetFolder);
        (await target.RunAsync(_workspace, "journal", "restore", "state.backup")).Expect(2);
        Assert.Equal(before, Content(TargetFolder));

        var restored = (await target.RunAsync(_workspace, "journal", "restore", "state.backup", "--replace", "--output", "json")).Expect(0);

        Assert.True(File.Exists(Path.Combine(restored.Text("aside")!, "journal.db")));
        var folder = restored.Text("folder")!;
        Directory.Delete(restored.Text("aside")!, recursive: true);
        Assert.Equal(folder, TargetFolder);
        (await target.RunAsync(_workspace, "verify-audit")).Expect(0);
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.5, true)]
    [InlineData(0.02, true)]
    public async Task A_damaged_backup_is_refused_and_nothing_is_touched(double at, bool isCutOff)
    {
        await using var target = await BackedUpAsync();
        await using (var file = new FileStream(_workspace.PathOf("state.backup"), FileMode.Open))
        {
            file.Position = (long)(file.Length * at);
            if (isCutOff)
            {
                file.SetLength(file.Position);
            }
            else
            {
                var damaged = (byte)(file.ReadByte() ^ 1);
                file.Position--;
                file.WriteByte(damaged);
            }
        }

        var before = Content(TargetFolder);

        var refused = (await target.RunAsync(_workspace, "journal", "restore", "state.backup", "--replace", "--output", "json")).Expect(2);

        Assert.Equal(["backup-refused"], refused.Rules);
        Assert.Equal(before, Content(TargetFolder));
    }

    [Fact]
    public async Task Only_its_owner_reads_a_backup_and_nothing_else_is_left()
    {
        await using var target = await BackedUpAsync();

        Assert.Equal(["state.backup"], Directory.GetFileSystemEntries(_workspace.Folder, "state.backup*").Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_workspace.PathOf("state.backup")));
        }
    }

    [Fact]
    public async Task State_that_a_restore_left_half_moved_is_used_by_nobody_until_it_is_repeated()
    {
        await using var target = await BackedUpAsync();
        File.WriteAllText(Path.Combine(TargetFolder, "restoring"), string.Empty);

        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(2);
        (await target.RunAsync(_workspace, "journal", "restore", "state.backup", "--replace")).Expect(0);
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
    }

    private async Task<SandboxServer> BackedUpAsync()
    {
        var target = await KilledRun.OnePersonAsync(_workspace);
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        (await target.RunAsync(_workspace, "journal", "backup", "state.backup")).Expect(0);
        return target;
    }

    // Its one write has been applied, and the answer does not come.
    private async Task<ActorSyncProcess> HoldARunAsync(SandboxServer target)
    {
        await target.ShowFaultsAsync("stall:seconds=60,route=PATCH,applied=true");
        var running = ActorSyncProcess.Start(_workspace, target.Environment, ["run", "--source", "people.csv"]);
        while (!(await target.UserAsync("E1")).GetProperty("skills").EnumerateObject().Any())
        {
            await Task.Yield();
        }

        return running;
    }

    private static Dictionary<string, string> Content(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith("writer.", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith("-wal", StringComparison.Ordinal))
        .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
}
