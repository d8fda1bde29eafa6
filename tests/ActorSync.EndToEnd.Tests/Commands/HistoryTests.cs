using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Commands;

/// <summary>What an agent held and why, from the command line.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly Workspace _workspace = new("guide");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Each_value_is_told_by_its_name_with_the_line_that_states_it_and_an_expired_certification_as_such()
    {
        _workspace.WritePeople("E1,,,Billing:4,Card_Payments||2027-03-31");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1", ("Sales", 2)));
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);

        var told = (await target.RunAsync(_workspace, "history", "E1")).Expect(0);
        var early = (await target.RunAsync(_workspace, "history", "E1", "--at", "2020-01-01T00:00:00Z")).Expect(0);
        var late = (await target.RunAsync(_workspace, "history", "E1", "--at", "2030-01-01T00:00:00Z")).Expect(0);

        Assert.Contains("  skill Billing: 4; the source states it (line 2 of people.csv); run ", told.Out, StringComparison.Ordinal);
        Assert.Contains(": 2; found at first sight, cause unknown", told.Out, StringComparison.Ordinal);
        Assert.Contains("as known then:\n  nothing\nBecame known of that instant only later:", early.Out, StringComparison.Ordinal);
        Assert.Contains("  certification Card_Payments: -/2027-03-30T23:59:59.999Z, expired; the source states it (line 2 of people.csv)", late.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(", expired", told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certification_of_a_target_that_keeps_bare_names_is_told_as_held_without_dates()
    {
        using var workspace = new Workspace();
        workspace.WritePeople("E1,,,,Card_Payments||2099-03-31");
        await using var target = await SandboxServer.StartAsync(workspace, SandboxServer.User("E1"));
        (await target.RunAsync(workspace, "run", "--source", "people.csv")).Expect(0);

        var told = (await target.RunAsync(workspace, "history", "E1")).Expect(0);

        Assert.Contains("certification Card_Payments: not held → held without dates, at ", told.Out, StringComparison.Ordinal);
        Assert.Contains("  certification Card_Payments: held without dates; the source states it", told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_one_json_object_has_ids_and_names_and_an_unknown_employee_ends_with_2()
    {
        _workspace.WritePeople("E1,,,Billing:4,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);

        var held = (await target.RunAsync(_workspace, "history", "E1", "--output", "json")).Expect(0).Json.GetProperty("users")[0].GetProperty("held");

        var billing = Assert.Single(held.EnumerateArray());
        Assert.Equal(("Billing", "4", "people.csv", 2), (billing.GetProperty("name").GetString(), billing.GetProperty("value").GetString(), billing.GetProperty("file").GetString(), billing.GetProperty("line").GetInt32()));
        Assert.NotEqual("Billing", billing.GetProperty("id").GetString());
        (await target.RunAsync(_workspace, "history", "E9")).Expect(2);
    }
}
