using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ActorSync.Engine.Gateway;

/// <summary>The instruments by which gateways can be watched from outside: metrics and spans under one name, after OpenTelemetry's conventions for HTTP clients.</summary>
/// <remarks>They cost next to nothing while nobody listens. Routes are templates, and nothing here carries the id of a person, a token or a secret.</remarks>
public static class GatewayDiagnostics
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "ActorSync.Gateway";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    // The bounds that the conventions recommend for durations of HTTP requests.
    private static readonly InstrumentAdvice<double> HttpDurations = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    // From a permit that was free to one that waited for a pause of the longest kind.
    private static readonly InstrumentAdvice<double> Waits = new()
    {
        HistogramBucketBoundaries = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600],
    };

    internal static readonly Histogram<double> RequestDuration = Meter.CreateHistogram(
        "http.client.request.duration", "s", "From the send of an attempt to the last byte of its answer.", tags: null, HttpDurations);

    internal static readonly Histogram<double> PermitWait = Meter.CreateHistogram(
        "actorsync.gateway.permit.wait_time", "s", "How long an attempt waited for its permit.", tags: null, Waits);

    internal static readonly Counter<long> Throttles = Meter.CreateCounter<long>(
        "actorsync.gateway.throttles", "{response}", "429s, by where the length of the pause was found.");

    internal static readonly Counter<long> Pauses = Meter.CreateCounter<long>(
        "actorsync.gateway.pauses", "{pause}", "Pauses that the target asked for.");

    internal static readonly Counter<long> Doubts = Meter.CreateCounter<long>(
        "actorsync.gateway.write.doubts", "{write}", "Writes whose outcome was not known.");

    internal static readonly Counter<long> TokenRequests = Meter.CreateCounter<long>(
        "actorsync.gateway.token.requests", "{request}", "Requests to the token endpoint.");

    internal static readonly Counter<long> TokenThrottles = Meter.CreateCounter<long>(
        "actorsync.gateway.token.throttles", "{response}", "Requests to the token endpoint that it throttled.");

    internal static readonly Gauge<double> Allowance = Meter.CreateGauge<double>(
        "actorsync.gateway.allowance", "{request}/min", "What may be sent now, as learned or configured: the least of what the tokens in use and the limits of the waiting routes allow.");

    // These add up over gateways and programs, so that they are counters that go both ways, not gauges.
    internal static readonly UpDownCounter<int> QueuedRequests = Meter.CreateUpDownCounter<int>(
        "actorsync.gateway.queued_requests", "{request}", "Requests that wait for a permit.");

    internal static readonly UpDownCounter<int> ActiveRequests = Meter.CreateUpDownCounter<int>(
        "actorsync.gateway.active_requests", "{request}", "Requests under way.");

    internal static readonly UpDownCounter<int> Tokens = Meter.CreateUpDownCounter<int>(
        "actorsync.gateway.token.count", "{token}", "Tokens in use.");
}
