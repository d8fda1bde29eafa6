using System.Text.Json;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Commands;

/// <summary>Exporting the audit log from the command line, and checking what was exported.</summary>
public sealed class JournalExportTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task An_agents_records_are_exported_and_checked_elsewhere_by_the_last_seal()
    {
        _workspace.WritePeople("E1,,,Billing:4,", "E2,,,Spanish:2,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1", ("Billing", 3)), SandboxServer.User("E2"));
        (await target.RunAsync(_workspace, "journal", "export", "log.csv")).Expect(2);
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);

        var table = (await target.RunAsync(_workspace, "journal", "export", "log.csv")).Expect(0);
        var exported = (await target.RunAsync(_workspace, "journal", "export", "agent.json", "--employee", "E1", "--output", "json")).Expect(0);
        (await target.RunAsync(_workspace, "journal", "export", "log.txt")).Expect(2);

        Assert.StartsWith("2 records are in log.csv.", table.Out, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllText(_workspace.PathOf("log.csv")).Split("\r\n").Length);
        var seal = JsonDocument.Parse(exported.Out).RootElement.GetProperty("lastSeal").GetString()!;

        // Beside the journal, and by somebody who has but the file and the seal.
        var beside = (await target.RunAsync(_workspace, "verify-audit", "--proof", "agent.json")).Expect(0);
        using var elsewhere = new Workspace();
        File.Copy(_workspace.PathOf("agent.json"), elsewhere.PathOf("agent.json"));
        var proven = (await InProcess.RunAsync(elsewhere, "verify-audit", "--proof", "agent.json", "--seal", seal)).Expect(0);
        var uncompared = (await InProcess.RunAsync(elsewhere, "verify-audit", "--proof", "agent.json")).Expect(0);
        var another = (await InProcess.RunAsync(elsewhere, "verify-audit", "--proof", "agent.json", "--seal", new string('0', 64))).Expect(4);
        elsewhere.Write("agent.json", File.ReadAllText(elsewhere.PathOf("agent.json")).Replace("\"after\":\"4\"", "\"after\":\"5\"", StringComparison.Ordinal));
        var changed = (await InProcess.RunAsync(elsewhere, "verify-audit", "--proof", "agent.json", "--seal", seal)).Expect(4);

        Assert.Contains("1 record was sealed as it stands", proven.Out, StringComparison.Ordinal);
        Assert.Contains("It was compared, and is the one given.", proven.Out, StringComparison.Ordinal);
        Assert.Contains("It was compared, and is one of the journal's.", beside.Out, StringComparison.Ordinal);
        Assert.Contains("It was not compared", uncompared.Out, StringComparison.Ordinal);
        Assert.Contains("is another than the one given", another.Out, StringComparison.Ordinal);
        Assert.Contains("record 1 (person p", changed.Out, StringComparison.Ordinal);
        (await InProcess.RunAsync(elsewhere, "verify-audit", "--proof", "missing.json")).Expect(2);
    }

    [Fact]
    public async Task Whom_the_journal_does_not_know_is_no_empty_export_and_whoever_was_never_changed_has_nothing_to_check()
    {
        _workspace.WritePeople("E1,,,Billing:3,", "E2,,,Spanish:2,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1", ("Billing", 3)), SandboxServer.User("E2"));
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);

        var unknown = (await target.RunAsync(_workspace, "journal", "export", "agent.json", "--employee", "1")).Expect(2);
        var unchanged = (await target.RunAsync(_workspace, "journal", "export", "agent.json", "--employee", "E1")).Expect(0);

        Assert.Contains("knows nobody with employee id 1. Write the id", unknown.Error, StringComparison.Ordinal);
        Assert.StartsWith("0 records are in agent.json.", unchanged.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("verify-audit", unchanged.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_record_proves_nothing()
    {
        _workspace.Write("agent.json", """{"format": "actorsync-audit/1", "seals": [], "records": []}""");

        var refused = (await InProcess.RunAsync(_workspace, "verify-audit", "--proof", "agent.json")).Expect(2);

        Assert.Contains("It holds no record, so that it proves nothing. Take a file", refused.Error, StringComparison.Ordinal);
    }
}
