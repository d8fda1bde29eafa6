using System.Text.Json;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Commands;

/// <summary>Erasing a person from the command line.</summary>
public sealed class JournalEraseTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task An_employee_is_erased_and_what_this_program_cannot_reach_is_said()
    {
        _workspace.WritePeople("E1,,,Billing:4,", "E2,,,Billing:4,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"), SandboxServer.User("E2"));
        (await target.RunAsync(_workspace, "journal", "erase", "E1")).Expect(2);
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);

        var erased = (await target.RunAsync(_workspace, "journal", "erase", "E1")).Expect(0);
        var other = (await target.RunAsync(_workspace, "journal", "erase", "E2", "--output", "json")).Expect(0);
        var unknown = (await target.RunAsync(_workspace, "journal", "erase", "E1")).Expect(2);

        Assert.StartsWith("Employee E1 is erased. The records stay, under p", erased.Out, StringComparison.Ordinal);
        Assert.Contains("Not reached from here: the HR file", erased.Out, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse(other.Out).RootElement.GetProperty("compacted").GetBoolean());
        Assert.Contains("knows nobody with employee id E1", unknown.Error, StringComparison.Ordinal);
        (await target.RunAsync(_workspace, "history", "E1")).Expect(2);
        (await target.RunAsync(_workspace, "verify-audit")).Expect(0);
    }
}
