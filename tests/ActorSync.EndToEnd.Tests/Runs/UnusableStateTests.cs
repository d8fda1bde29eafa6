using System.Runtime.Versioning;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

[UnsupportedOSPlatform("windows")]
public sealed class UnusableStateTests : IDisposable
{
    private const string Remedy = "Give State:Directory a folder that this user can read and write.";

    private static readonly string[][] Commands =
    [
        ["runs"],
        ["runs", "20261125T171503123Z"],
        ["plan", "--source", "people.csv"],
        ["run", "--source", "people.csv"],
        ["resume"],
        ["apply", "plan.json"],
        ["runs", "abandon", "20261125T171503123Z"],
        ["taxonomy", "plan"],
        ["taxonomy", "import"],
        ["taxonomy", "apply"],
        ["plan", "--source", "people.csv", "--sandbox"],
        ["runs", "--sandbox"],
    ];

    private readonly Workspace _workspace = new();

    public UnusableStateTests()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        _workspace.Write("plan.json", "{}");
    }

    public void Dispose()
    {
        if (Directory.Exists(_workspace.PathOf("closed")))
        {
            File.SetUnixFileMode(_workspace.PathOf("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _workspace.Dispose();
    }

    [Theory]
    [InlineData("blocked", "is a file.")]
    [InlineData("blocked/below", "is a file.")]
    [InlineData("nowhere", "is a link that leads to no folder.")]
    [InlineData("/proc/x/y", "nothing can be made in /proc, because")]
    public async Task A_state_directory_that_is_none_ends_every_command_with_2_and_the_doctor_says_the_same(string directory, string why)
    {
        _workspace.Write("blocked", "a file where a folder should be");
        File.CreateSymbolicLink(_workspace.PathOf("nowhere"), _workspace.PathOf("missing"));
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var doctor = (await InStateAsync(target, directory, ["doctor"])).Expect(2);
        var told = doctor.Out.Split('\n').Single(line => line.StartsWith("FAILED   state directory: ", StringComparison.Ordinal))["FAILED   state directory: ".Length..];

        Assert.Contains(why, told, StringComparison.Ordinal);
        Assert.EndsWith(Remedy, told, StringComparison.Ordinal);
        foreach (var command in Commands.Where(command => !command.Contains("--sandbox")))
        {
            var refused = (await InStateAsync(target, directory, command)).Expect(2);
            Assert.Equal((string.Empty, $"error: {told}\n"), (refused.Out, refused.Error));
        }

        foreach (var command in Commands.Where(command => command.Contains("--sandbox")))
        {
            var refused = (await InStateAsync(target, directory, command)).Expect(2);
            Assert.Contains(why, refused.Error, StringComparison.Ordinal);
            Assert.Contains(Remedy, refused.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(UnixFileMode.None, "cannot be looked into, because this user has no right to do so.")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserExecute, "because this user has no right to do so.")]
    public async Task A_state_directory_without_rights_is_no_empty_one(UnixFileMode mode, string why)
    {
        Directory.CreateDirectory(_workspace.PathOf("closed"), mode);
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        foreach (var command in new string[][] { ["runs"], ["plan", "--source", "people.csv"], ["run", "--source", "people.csv"] })
        {
            var refused = (await ActorSyncProcess.RunUnprivilegedAsync(_workspace, target.Environment, [.. command, "--set", "State:Directory=closed"])).Expect(2);
            Assert.Contains(why, refused.Error, StringComparison.Ordinal);
            Assert.Contains(Remedy, refused.Error, StringComparison.Ordinal);
            Assert.Empty(refused.Out);
        }
    }

    [Fact]
    public async Task The_state_of_earlier_runs_is_not_forgotten_when_it_may_not_be_read_any_more()
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        (await InStateAsync(target, "closed", ["run", "--source", "people.csv"])).Expect(0);
        File.SetUnixFileMode(_workspace.PathOf("closed"), UnixFileMode.None);

        var refused = (await ActorSyncProcess.RunUnprivilegedAsync(_workspace, target.Environment, "runs", "--set", "State:Directory=closed", "--output", "json")).Expect(2);

        Assert.Equal("failed", refused.Text("status"));
        Assert.Contains(Remedy, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_directory_that_could_be_made_is_left_unmade_by_those_who_only_read()
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        var before = Directory.GetFileSystemEntries(_workspace.Folder);

        var runs = (await InStateAsync(target, "new/below", ["runs"])).Expect(0);
        (await InStateAsync(target, "new/below", ["plan", "--source", "people.csv"])).Expect(0);

        Assert.Equal("No run yet.\n", runs.Out);
        Assert.Equal(before, Directory.GetFileSystemEntries(_workspace.Folder));
    }

    private Task<Ended> InStateAsync(SandboxTarget target, string directory, string[] command) =>
        InProcess.RunAsync(_workspace, TimeProvider.System, target.Environment, [.. command, "--set", $"State:Directory={directory}"]);
}
