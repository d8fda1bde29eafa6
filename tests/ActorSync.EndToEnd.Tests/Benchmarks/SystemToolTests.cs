using System.Diagnostics;
using System.Globalization;
using ActorSync.Benchmarks;
using ActorSync.Benchmarks.Processes;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class SystemToolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_that_nobody_waits_for_any_longer_is_gone_with_all_that_it_started(bool isRead)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = SystemTool.RunAsync(Shell($"sleep 600 & echo $! $$ >{_folder["half"]}; mv {_folder["half"]} {_folder["ids"]}; wait", isRead), stop.Token);
        await UntilAsync(() => File.Exists(_folder["ids"]));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var ids = (await File.ReadAllTextAsync(_folder["ids"], TestContext.Current.CancellationToken)).Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(2, ids.Length);
        await UntilAsync(() => !ids.Any(IsAtWork));
    }

    [Fact]
    public async Task A_tool_that_fails_is_named_with_its_exit_code()
    {
        var failure = await Assert.ThrowsAsync<HarnessException>(() => SystemTool.RunAsync(Shell("exit 3", isRead: false), TestContext.Current.CancellationToken));

        Assert.EndsWith("exit 3 ended with exit code 3.", failure.Message, StringComparison.Ordinal);
    }

    private static ProcessStartInfo Shell(string script, bool isRead) => new("sh", ["-c", script]) { RedirectStandardOutput = isRead };

    private static async Task UntilAsync(Func<bool> isReached)
    {
        while (!isReached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }
    }

    // What was killed and has nobody who asks how it ended stands there as a zombie.
    private static bool IsAtWork(int id) =>
        File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] != 'Z';
}
