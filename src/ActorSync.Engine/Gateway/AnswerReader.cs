using ActorSync.Core.Gateway;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Gateway;

/// <summary>Reads any answer but a 429: whose it is, and what it says of the token and of the target.</summary>
internal sealed class AnswerReader(GatewayClock clock, TargetTime targetTime, ILogger logger)
{
    /// <summary>Reads an answer to its last byte.</summary>
    /// <exception cref="UnreadableAnswerException">It cannot be unpacked, or is larger than any answer may be.</exception>
    public async Task<(AttemptResult Result, AttemptEnded Ended)> ReadAsync(SentAttempt attempt, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (delivery, permit, gate, requestId, sentAt) = attempt;
        var headAt = clock.Read();
        var body = await AnswerBody.ReadAsync(response, cancellationToken);
        var answeredAt = gate.Answered(sentAt.Elapsed);
        targetTime.Saw(response, sentAt, headAt);
        var status = (int)response.StatusCode;

        AttemptLog.Write(logger, requestId, delivery, permit.Label, sentAt, answeredAt, status, failure: null, retryAfterMs: null, pausedUntil: null);

        var answer = new AttemptResult.Answered(status, body, sentAt, AnswerStatus.SaysEnough(status) || AnswerBody.IsEmptyOrJson(body));
        return (answer, AttemptEnded.Answered(permit, answer, answeredAt.Elapsed));
    }
}
