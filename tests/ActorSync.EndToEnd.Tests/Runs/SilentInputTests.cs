using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

/// <summary>A source that is standard input, to which nobody writes.</summary>
public sealed class SilentInputTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_run_that_waits_for_it_ends_at_the_first_signal_and_leaves_nothing_behind(string signal)
    {
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        using var run = ActorSyncProcess.Start(_workspace, target.Environment, ["run", "--source", "-", "--output", "json"]);
        while (!Spools().Any())
        {
            await Task.Yield();
        }

        await run.SignalAsync(signal);
        (await run.EndAsync()).Expect(130);

        Assert.Empty(Spools());
        Assert.Empty((await target.RunProcessAsync(_workspace, "runs", "--output", "json")).Expect(0).Json.GetProperty("runs").EnumerateArray());
        Assert.Equal(0, await target.CountAsync("api"));
    }

    private IEnumerable<string> Spools() => Directory.Exists(_workspace.StateDirectory)
        ? Directory.EnumerateDirectories(_workspace.StateDirectory).Select(folder => Path.Combine(folder, "runs")).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
        : [];
}
