using System.Net;
using System.Net.Sockets;
using ActorSync.Cli.Telemetry;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Telemetry;

public sealed class TelemetryExportTests : IDisposable
{
    private const string Secret = "s3cret-that-nobody-sees";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_run_sends_its_metrics_and_its_spans_to_the_collector_that_the_environment_names()
    {
        _workspace.WritePeople("E17,mail-of-e17@example.com,,Billing:3,");
        await using var collector = await Collector.StartAsync();
        await using var target = await SandboxServer.StartAsync(_workspace, options => options with { ClientSecret = Secret }, SandboxServer.User("E17"));

        var ended = await InProcess.RunAsync(_workspace, TimeProvider.System, With(target, collector.Environment), "run", "--source", "people.csv", "--output", "json");

        var run = ended.Expect(0).Text("runId")!;
        var metrics = await collector.UntilAsync("/v1/metrics", "http.client.request.duration");
        var traces = await collector.UntilAsync("/v1/traces", run); // Its own span ends last.
        Assert.All(
            ["ActorSync.Gateway", "service.name", "actorsync", "http.client.request.duration", "url.template", "actorsync.gateway.token.count", "actorsync.gateway.permit.wait_time"],
            name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.All(
            ["ActorSync.Gateway", "actorsync", run, "sync user", "request PATCH /api/v2/users/{id}/routingskills/bulk", "http.response.status_code"],
            name => Assert.Contains(name, traces, StringComparison.Ordinal));

        var user = (await target.UserAsync("E17")).GetProperty("id").GetString()!;
        Assert.All([Secret, "E17", "mail-of-e17", user], secret => Assert.DoesNotContain(secret, metrics + traces, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_collector_that_is_dead_changes_nothing_about_a_run()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        var dead = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{ClosedPort()}" };

        var ended = await InProcess.RunAsync(_workspace, TimeProvider.System, With(target, dead), "run", "--source", "people.csv", "--output", "json");

        Assert.Equal(("converged", string.Empty), (ended.Expect(0).Text("status"), ended.Error));
    }

    [Fact]
    public async Task A_collector_that_never_answers_does_not_keep_the_program()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var collector = await Collector.StartAsync(isStuck: true);
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        var patient = With(target, collector.Environment);
        patient["OTEL_EXPORTER_OTLP_TIMEOUT"] = "3600000"; // The exporter itself would wait an hour: only the program's own limit ends it.

        var ended = await InProcess.RunAsync(_workspace, TimeProvider.System, patient, "run", "--source", "people.csv", "--output", "json");

        Assert.Equal("converged", ended.Expect(0).Text("status"));
        Assert.NotEmpty(await collector.UntilAsync("/v1/traces", "ActorSync.Gateway"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=somewhere", false)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:9/v1/traces", true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://127.0.0.1:9/v1/metrics", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9 OTEL_SDK_DISABLED=true", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9 OTEL_TRACES_EXPORTER=none", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:9 OTEL_TRACES_EXPORTER=none OTEL_METRICS_EXPORTER=none", false)]
    [InlineData("OTEL_SERVICE_NAME=sync", false)]
    public void Only_an_address_in_the_environment_switches_it_on(string variables, bool isOn)
    {
        var read = new OtlpVariables(variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], string? (parts) => parts[1]));

        Assert.Equal(isOn, read.SendsTraces || read.SendsMetrics);
    }

    [Fact]
    public async Task Each_signal_can_have_an_address_of_its_own()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var collector = await Collector.StartAsync();
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        var address = collector.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"];
        var own = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = $"{address}/metrics-of-all",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "nightly-sync",
        };

        (await InProcess.RunAsync(_workspace, TimeProvider.System, With(target, own), "plan", "--source", "people.csv")).Expect(0);

        await collector.UntilAsync("/metrics-of-all", "nightly-sync");
        Assert.Empty(collector.Sent("/v1/traces"));
    }

    private static Dictionary<string, string> With(SandboxTarget target, IReadOnlyDictionary<string, string> more) =>
        target.Environment.Concat(more).ToDictionary(pair => pair.Key, pair => pair.Value);

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
