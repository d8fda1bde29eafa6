namespace ActorSync.Cli.Telemetry;

/// <summary>What OpenTelemetry's environment variables ask for; the exporters read all others themselves.</summary>
internal sealed class OtlpVariables(IReadOnlyDictionary<string, string?> variables)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Uri? _common = AddressIn(variables, Endpoint);

    /// <summary>The address for traces alone, or null.</summary>
    public Uri? TracesEndpoint { get; } = AddressIn(variables, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    /// <summary>The address for metrics alone, or null.</summary>
    public Uri? MetricsEndpoint { get; } = AddressIn(variables, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");

    /// <summary>The addresses that something is sent to.</summary>
    public IReadOnlyCollection<Uri> Collectors =>
    [
        .. new[] { SendsTraces ? TracesEndpoint ?? _common : null, SendsMetrics ? MetricsEndpoint ?? _common : null }.OfType<Uri>().Distinct(),
    ];

    /// <summary>Whether traces are sent.</summary>
    public bool SendsTraces => IsOn(TracesEndpoint, "OTEL_TRACES_EXPORTER");

    /// <summary>Whether metrics are sent.</summary>
    public bool SendsMetrics => IsOn(MetricsEndpoint, "OTEL_METRICS_EXPORTER");

    private static Uri? AddressIn(IReadOnlyDictionary<string, string?> variables, string name) =>
        Uri.TryCreate(variables.GetValueOrDefault(name), UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address : null;

    private bool IsOn(Uri? own, string exporter) =>
        (own ?? _common) is not null && !Is(exporter, "none") && !Is("OTEL_SDK_DISABLED", "true");

    private bool Is(string name, string value) => string.Equals(variables.GetValueOrDefault(name)?.Trim(), value, StringComparison.OrdinalIgnoreCase);
}
