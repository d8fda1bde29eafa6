using ActorSync.Engine.Gateway;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ActorSync.Cli.Telemetry;

/// <summary>Sends metrics and traces of the gateway to a collector by OTLP, where OpenTelemetry's own environment variables name one; otherwise does nothing.</summary>
internal sealed class TelemetryExport : IAsyncDisposable
{
    /// <summary>How long the end of the program waits for a collector that does not answer; what was not sent by then is lost.</summary>
    public static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(2);

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;
    private readonly IReadOnlyCollection<Uri> _collectors;
    private readonly LostExports _lost;
    private readonly CliEnvironment _environment;

    private TelemetryExport(TracerProvider? traces, MeterProvider? metrics, IReadOnlyCollection<Uri> collectors, LostExports lost, CliEnvironment environment)
    {
        _traces = traces;
        _metrics = metrics;
        _collectors = collectors;
        _lost = lost;
        _environment = environment;
    }

    /// <summary>Whether anything is sent.</summary>
    public bool IsOn => _traces is not null || _metrics is not null;

    /// <summary>Starts what the variables ask for.</summary>
    public static TelemetryExport Start(CliEnvironment environment)
    {
        var variables = environment.Variables;
        var settings = new OtlpVariables(variables);
        var lost = new LostExports(settings.Collectors); // Before the exporters, so that it hears of their first failure.
        return new TelemetryExport(
            settings.SendsTraces ? Traces(settings, variables) : null,
            settings.SendsMetrics ? Metrics(settings, variables) : null,
            settings.Collectors,
            lost,
            environment);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var lost = _lost;
        if (!IsOn)
        {
            return;
        }

        // This goes on in the background, which does not keep a process alive: a dead collector costs the limit and no more.
        var flushed = Task.WhenAll(Task.Run(EndTraces), Task.Run(EndMetrics));
        var isFlushed = await Task.WhenAny(flushed, Task.Delay(FlushLimit, _environment.Clock)) == flushed;
        if (!isFlushed || lost.Any)
        {
            _environment.Streams.Error.WriteLine(
                $"warning: The OpenTelemetry collector at {string.Join(" and ", _collectors.Select(each => $"{each.Scheme}://{each.Authority}").Distinct())} "
                + "did not take all metrics and traces; what this command did is not affected. "
                + "Start it there, correct OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_PROTOCOL, or unset them.");
            _environment.Streams.Error.Flush();
        }
    }

    private static TracerProvider Traces(OtlpVariables settings, IReadOnlyDictionary<string, string?> variables) => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(Read(variables)))
        .SetResourceBuilder(Program())
        .AddSource(GatewayDiagnostics.Name)
        .AddOtlpExporter(exporter => SendTo(exporter, settings.TracesEndpoint))
        .Build();

    private static MeterProvider Metrics(OtlpVariables settings, IReadOnlyDictionary<string, string?> variables) => Sdk.CreateMeterProviderBuilder()
        .ConfigureServices(services => services.AddSingleton(Read(variables)))
        .SetResourceBuilder(Program())
        .AddMeter(GatewayDiagnostics.Name)
        .AddOtlpExporter(exporter => SendTo(exporter, settings.MetricsEndpoint))
        .Build();

    // The exporters read the variables that the program was given, which in a test are not the process's own.
    private static IConfiguration Read(IReadOnlyDictionary<string, string?> variables) => new ConfigurationBuilder().AddInMemoryCollection(variables).Build();

    // A name that the environment gives wins over the program's own.
    private static ResourceBuilder Program() => ResourceBuilder.CreateEmpty()
        .AddService("actorsync", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    // An address of one signal is taken as it stands; the common one gets the signal's path from the exporter.
    private static void SendTo(OtlpExporterOptions exporter, Uri? own)
    {
        if (own is not null)
        {
            exporter.Endpoint = own;
        }
    }

    private void EndTraces()
    {
        _traces?.Shutdown();
        _traces?.Dispose();
    }

    private void EndMetrics()
    {
        _metrics?.Shutdown();
        _metrics?.Dispose();
    }
}
