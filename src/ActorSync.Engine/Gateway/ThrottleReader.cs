using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Gateway;

/// <summary>Reads a 429: how long to wait, which limit it names, and the pause that follows.</summary>
internal sealed class ThrottleReader(GatewayClock clock, TargetTime targetTime, GatewayMeter meter, ILogger logger)
{
    private readonly PauseAlert _alert = new(logger);
    private readonly ThrottleRow _rows = new(logger);

    /// <summary>Reads a 429 for which the gate was shut; it opens again at the pause's end, whatever becomes of the reading.</summary>
    public async Task<(AttemptResult Result, AttemptEnded Ended)> ReadAsync(
        SentAttempt attempt, Moment receivedAt, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (delivery, permit, gate, requestId, sentAt) = attempt;
        ReadOnlyMemory<byte> body = default;
        RetryAfter retryAfter = default;
        NamedLimit? limit = null;
        LanePause pause;

        try
        {
            targetTime.Saw(response, sentAt, receivedAt);
            body = await ReadBodyAsync(response, delivery, cancellationToken);
            retryAfter = RetryAfter.Read(Header(response, "Retry-After"), Header(response, "Date"), body.Span, targetTime.Clock.There(receivedAt.Instant));
            limit = NamedLimit.TryRead(body.Span);
        }
        finally
        {
            // Whatever became of the reading: a gate that nobody opens again would hold its token back for ever.
            pause = gate.Throttled(retryAfter, limit, receivedAt.Elapsed);
        }

        var until = pause.Until;
        meter.CountThrottle(delivery, retryAfter.Source, sentAt.Elapsed, receivedAt.Elapsed);
        _alert.Note(permit.ScopeOf(limit), retryAfter, receivedAt.Instant, clock.At(until));
        _rows.Note(permit.ScopeOf(limit), pause, receivedAt.Elapsed);
        AttemptLog.Write(
            logger, requestId, delivery, permit.Label, sentAt, receivedAt, AnswerStatus.TooManyRequests, failure: null, retryAfter.Stated?.TotalMilliseconds, clock.At(until));

        return (
            new AttemptResult.Answered(AnswerStatus.TooManyRequests, body, sentAt, IsReadable: true),
            AttemptEnded.Throttled(permit, sentAt.Elapsed, receivedAt.Elapsed, retryAfter, limit, pause));
    }

    /// <summary>The body, or nothing: the status alone is enough to pause, only the length is then the header's or a guess.</summary>
    private async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, ActorDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerBody.ReadAsync(response, cancellationToken);
        }
        catch (Exception unread) when (unread is HttpRequestException or IOException or OperationCanceledException)
        {
            return [];
        }
#pragma warning disable CA1031 // A fault of the reading must not pass for a fault of the attempt: then nobody would hear that there was a 429.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            AttemptLog.ThrottleUnread(logger, fault, delivery.Request.Route);
            return [];
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
