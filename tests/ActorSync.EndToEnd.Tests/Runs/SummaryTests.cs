using System.Text.Json;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class SummaryTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Its_sums_add_up_whatever_the_file_holds()
    {
        _workspace.WritePeople(
            "E1,,,Billing:3,",
            "E1,,,Billing:3,",
            "E2,,,Billing:9;Spanish:1,",
            "E3,,on holiday,,",
            "E4,,inactive,,",
            "E5,,,Billing:1,",
            "E6,,,Billing:2,",
            "E7,,,Sales:2,");
        await using var target = await SandboxServer.StartAsync(
            _workspace,
            SandboxServer.User("E1"),
            SandboxServer.User("E2"),
            SandboxServer.User("E3"),
            SandboxServer.User("E4"),
            SandboxServer.User("E5", ("Billing", 1)),
            SandboxServer.User("E6") with { State = "inactive" });

        var summary = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(4);

        Assert.Equal(8, summary.Number("rows.read"));
        Assert.Equal((5, 1, 1, 1), (summary.Number("rows.accepted"), summary.Number("rows.rejected"), summary.Number("rows.superseded"), summary.Number("rows.outOfScope")));
        Assert.Equal(1, summary.Number("items.rejected"));
        Assert.Equal((4, 2, 1, 0, 1, 1), (
            summary.Number("users.inScope"),
            summary.Number("users.changed"),
            summary.Number("users.unchanged"),
            summary.Number("users.failed"),
            summary.Number("users.held"),
            summary.Number("users.unmatched")));
        Assert.Equal(summary.Number("requests.sent"), summary.Number("requests.reads") + summary.Number("requests.writes"));
        Assert.Equal(summary.Number("requests.forecast"), summary.Number("requests.sent"));
    }

    [Fact]
    public async Task Its_form_is_exactly_the_promised_one()
    {
        _workspace.WritePeople("E1,,,Billing:9,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var summary = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(4);

        Assert.Equal(
            "runId status mode rows(read accepted rejected superseded outOfScope) items(rejected) "
            + "users(inScope changed unchanged failed held unmatched) "
            + "operations(skillsAdded skillsRated skillsRemoved certificationsSet certificationsEnded) "
            + "requests(sent reads writes tokens throttled retried ambiguous writesLowerBound forecast) guard(verdict reasons) "
            + "findings[file line column rule message] startedAt finishedAt resumedCount tookSeconds "
            + "doubts(settledApplied settledNotApplied settledInPart unsettled writes) "
            + "forecastDifference(total throttled retried settling readAgain foundSent expected notNeeded toCome unexplained) "
            + "gateway(utilisation sent allowed workedSeconds pausedSeconds throttled throttledWithoutWait tokens tokensThrottled pauses "
            + "latencies[route attempts p50Ms p95Ms p99Ms])",
            FormOf(summary.Json));
        Assert.EndsWith("Z", summary.Text("startedAt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_more_was_sent_than_forecast_is_told_at_the_end_and_shown_again_by_runs()
    {
        _workspace.WritePeople("E1,,,Billing:3,", "E2,,,Billing:3,", "E3,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"), SandboxServer.User("E2"), SandboxServer.User("E3"));
        await target.ShowFaultsAsync("too-many-requests:seconds=1,route=PATCH,times=1", "server-error:status=503,route=PATCH,applied=true,skip=1,times=1");

        var run = (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);
        var shown = (await target.RunAsync(_workspace, "runs")).Expect(0);
        var again = (await target.RunAsync(_workspace, "runs", shown.Out.Split(' ')[0])).Expect(0);

        const string Why = "  2 more than forecast: 1 refused with a 429, 1 to settle writes in doubt and to send again what was not applied.\n";
        Assert.Contains(Why, run.Out, StringComparison.Ordinal);
        Assert.Contains(Why, again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_gateway_did_is_told_at_the_end_and_shown_again_by_runs()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        string[] paced = ["--set", "Target:RequestsPerMinute=6000"];

        var summary = (await target.RunAsync(_workspace, ["run", "--source", "people.csv", "--output", "json", .. paced])).Expect(0);
        var shown = (await target.RunAsync(_workspace, "runs", summary.Text("runId")!)).Expect(0);
        var listed = (await target.RunAsync(_workspace, "runs", summary.Text("runId")!, "--output", "json")).Expect(0);

        var gateway = summary.Json.GetProperty("gateway");
        var attempts = gateway.GetProperty("latencies").EnumerateArray().Sum(route => route.GetProperty("attempts").GetInt64());
        Assert.Equal(summary.Number("requests.sent"), attempts);
        Assert.Equal(summary.Number("requests.sent"), summary.Number("gateway.sent"));
        Assert.InRange(gateway.GetProperty("utilisation").GetDouble(), 0, 1);
        Assert.Contains(" % of the allowance used: ", shown.Out, StringComparison.Ordinal);
        Assert.Contains("PATCH /api/v2/users/{id}/routingskills/bulk", shown.Out, StringComparison.Ordinal);
        Assert.Equal(gateway.GetRawText(), listed.Json.GetProperty("runs")[0].GetProperty("summary").GetProperty("gateway").GetRawText(), ignoreAllWhiteSpace: true);
    }

    private static string FormOf(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(property => property.Value.ValueKind switch
    {
        JsonValueKind.Object => $"{property.Name}({FormOf(property.Value)})",
        JsonValueKind.Array when property.Value.GetArrayLength() > 0 => $"{property.Name}[{FormOf(property.Value[0])}]",
        _ => property.Name,
    }));
}
