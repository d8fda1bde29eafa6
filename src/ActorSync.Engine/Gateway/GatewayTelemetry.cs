using System.Diagnostics;
using System.Diagnostics.Metrics;
using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Gateway;

/// <summary>Measures one gateway: what <see cref="GatewayDiagnostics"/> offers, with the target's address.</summary>
internal sealed class GatewayTelemetry(Uri target)
{
    private readonly KeyValuePair<string, object?> _address = new("server.address", target.Host);
    private readonly KeyValuePair<string, object?> _port = new("server.port", target.Port);
    private int _queued;
    private int _inFlight;
    private int _tokens;

    /// <summary>Begins the span of one attempt; null where nobody listens.</summary>
    public Activity? StartAttempt(TargetRequest request, int attempt, ActivityContext parent)
    {
        var (method, template) = MethodAndTemplate(request.Route);
        var span = GatewayDiagnostics.Source.StartActivity(request.Route, ActivityKind.Client, parent);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("http.request.method", method).SetTag("url.template", template);
            span.SetTag(_address.Key, _address.Value).SetTag(_port.Key, _port.Value);
            if (attempt > 1)
            {
                span.SetTag("http.request.resend_count", attempt - 1);
            }
        }

        return span;
    }

    /// <summary>An attempt ended.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="took">From its send to the last byte, or to the failure.</param>
    /// <param name="status">The HTTP status, or null where no whole answer came.</param>
    /// <param name="error">What failed, in one word; null where nothing did.</param>
    public void Attempted(TargetRequest request, TimeSpan took, int? status, string? error)
    {
        if (!GatewayDiagnostics.RequestDuration.Enabled)
        {
            return;
        }

        var (method, template) = MethodAndTemplate(request.Route);
        var tags = new TagList { new("http.request.method", method), new("url.template", template), _address, _port };
        if (status is { } answered)
        {
            tags.Add("http.response.status_code", answered);
        }

        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        GatewayDiagnostics.RequestDuration.Record(took.TotalSeconds, tags);
    }

    /// <summary>An attempt got its permit.</summary>
    public void Permitted(Urgency urgency, TimeSpan waited)
    {
        if (GatewayDiagnostics.PermitWait.Enabled)
        {
            GatewayDiagnostics.PermitWait.Record(waited.TotalSeconds, _address, _port, new("actorsync.urgency", NameOf(urgency)));
        }
    }

    /// <summary>A 429 came.</summary>
    public void Throttled(RetryAfterSource source) =>
        GatewayDiagnostics.Throttles.Add(1, _address, _port, new("actorsync.retry_after.source", NameOf(source)));

    /// <summary>A pause began, of a token or of a limit that all tokens share.</summary>
    public void Paused(bool isOfToken) =>
        GatewayDiagnostics.Pauses.Add(1, _address, _port, new("actorsync.pause.scope", isOfToken ? "token" : "limit"));

    /// <summary>A write ended in doubt.</summary>
    public void InDoubt() => GatewayDiagnostics.Doubts.Add(1, _address, _port);

    /// <summary>A token was asked for.</summary>
    public void TokenAsked() => GatewayDiagnostics.TokenRequests.Add(1, _address, _port);

    /// <summary>The token endpoint throttled.</summary>
    public void TokenThrottled() => GatewayDiagnostics.TokenThrottles.Add(1, _address, _port);

    /// <summary>How things stand from now on; called by the gateway alone, one call after the other.</summary>
    public void Stands(double? allowedPerMinute, int queued, int inFlight, int tokens)
    {
        if (allowedPerMinute is { } allowed && GatewayDiagnostics.Allowance.Enabled)
        {
            GatewayDiagnostics.Allowance.Record(allowed, _address, _port);
        }

        Move(GatewayDiagnostics.QueuedRequests, ref _queued, queued);
        Move(GatewayDiagnostics.ActiveRequests, ref _inFlight, inFlight);
        Move(GatewayDiagnostics.Tokens, ref _tokens, tokens);
    }

    /// <summary>The gateway is gone: nothing waits, nothing is under way, no token is in use.</summary>
    public void Ended() => Stands(allowedPerMinute: null, queued: 0, inFlight: 0, tokens: 0);

    // Told whether or not anybody listens: a listener that comes later hears differences, and they must end at nothing.
    private void Move(UpDownCounter<int> counter, ref int told, int value)
    {
        if (value != told)
        {
            counter.Add(value - told, _address, _port);
            told = value;
        }
    }

    private static (string Method, string Template) MethodAndTemplate(string route)
    {
        var space = route.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? ("_OTHER", route) : (route[..space], route[(space + 1)..]);
    }

    private static string NameOf(RetryAfterSource source) => source switch
    {
        RetryAfterSource.Seconds => "seconds",
        RetryAfterSource.Date => "date",
        RetryAfterSource.Body => "body",
        RetryAfterSource.Guess => "none",
        _ => throw new InvalidOperationException($"Unknown source {source}."),
    };

    private static string NameOf(Urgency urgency) => urgency switch
    {
        Urgency.Ending => "ending",
        Urgency.Removal => "removal",
        Urgency.LevelChange => "level_change",
        Urgency.Addition => "addition",
        Urgency.Groundwork => "groundwork",
        _ => throw new InvalidOperationException($"Unknown urgency {urgency}."),
    };
}
