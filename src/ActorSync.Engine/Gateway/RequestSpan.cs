using System.Diagnostics;
using ActorSync.Core.Dialects;

namespace ActorSync.Engine.Gateway;

/// <summary>The span of one request, from its asker's call to the answer: waiting, attempts and the pauses between them.</summary>
internal readonly struct RequestSpan : IDisposable
{
    private readonly Activity? _span;

    private RequestSpan(Activity? span) => _span = span;

    /// <summary>The context for the spans of the attempts; the default where nobody traces.</summary>
    public ActivityContext Context => _span?.Context ?? default;

    /// <summary>Begins it.</summary>
    public static RequestSpan Start(TargetRequest request, ActivityContext parent) =>
        new(GatewayDiagnostics.Source.HasListeners() ? GatewayDiagnostics.Source.StartActivity("request " + request.Route, ActivityKind.Internal, parent) : null);

    /// <summary>Notes how the request ended, and gives that on.</summary>
    public TargetOutcome End(TargetOutcome outcome)
    {
        if (_span is not null)
        {
            _span.SetTag("actorsync.request.outcome", NameOf(outcome));
            if (outcome is not TargetOutcome.Answered)
            {
                _span.SetStatus(ActivityStatusCode.Error);
            }
        }

        return outcome;
    }

    /// <summary>Ends the span.</summary>
    public void Dispose() => _span?.Dispose();

    private static string NameOf(TargetOutcome outcome) => outcome switch
    {
        TargetOutcome.Answered => "answered",
        TargetOutcome.InDoubt => "in_doubt",
        TargetOutcome.Unreachable => "unreachable",
        TargetOutcome.CredentialsRefused => "credentials_refused",
        TargetOutcome.NotSent => "not_sent",
        TargetOutcome.TooLate => "too_late",
        _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
    };
}
