using System.Diagnostics;
using System.Globalization;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>Measures one attempt from its way to a connection to the last byte of its answer, and ends its span.</summary>
internal readonly struct AttemptWatch(
    GatewayTelemetry telemetry, RouteClocks latencies, TargetRequest request, Activity? span, TimeSpan begunAt, GatewayClock clock) : IDisposable
{
    private const int FirstError = 400;

    /// <summary>A whole answer came.</summary>
    public void Answered(AttemptResult result)
    {
        var took = clock.Elapsed - begunAt;
        var status = ((AttemptResult.Answered)result).Status;
        latencies.Note(request.Route, took);
        End(took, status, status >= FirstError ? status.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>None came.</summary>
    public void Failed(AttemptResult result) => End(clock.Elapsed - begunAt, status: null, result switch
    {
        AttemptResult.NotConnected => "not_connected",
        AttemptResult.NotTaken => "not_taken",
        AttemptResult.Unreadable => "unreadable",
        _ => "broken",
    });

    /// <summary>It was held back, so that there was none: nothing is recorded of its span.</summary>
    public void Forget()
    {
        if (span is not null)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>Ends the span.</summary>
    public void Dispose() => span?.Dispose();

    private void End(TimeSpan took, int? status, string? error)
    {
        telemetry.Attempted(request, took, status, error);
        if (span is null)
        {
            return;
        }

        if (status is { } answered)
        {
            span.SetTag("http.response.status_code", answered);
        }

        if (error is not null)
        {
            span.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        }
    }
}
