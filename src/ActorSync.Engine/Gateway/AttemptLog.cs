using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Users;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Gateway;

/// <summary>One line of log per attempt, complete enough to be joined to the target's own log by its request id.</summary>
internal static partial class AttemptLog
{
    private static readonly InstantPattern Microseconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'");

    /// <summary>Writes the line.</summary>
    public static void Write(
        ILogger logger,
        long requestId,
        ActorDelivery delivery,
        string token,
        Moment sentAt,
        Moment endedAt,
        int? status,
        string? failure,
        double? retryAfterMs,
        Instant? pausedUntil)
    {
        if (!logger.IsEnabled(LogLevel.Debug))
        {
            return;
        }

        var request = delivery.Request;
        Attempt(
            logger,
            requestId,
            request.Verb,
            request.Route,
            request.User,
            delivery.Attempts,
            token,
            Microseconds.Format(sentAt.Instant),
            Microseconds.Format(endedAt.Instant),
            status,
            failure,
            retryAfterMs,
            pausedUntil is { } until ? Microseconds.Format(until) : null);
    }

    /// <summary>Notes that the body of a 429 could not be read for a reason that nobody foresaw; its pause holds all the same.</summary>
    [LoggerMessage(EventId = 6, EventName = "ThrottleUnread", Level = LogLevel.Error, Message = "The body of a 429 to {Route} was not read")]
    public static partial void ThrottleUnread(ILogger logger, Exception fault, string route);

    [LoggerMessage(
        EventId = 1,
        EventName = "Attempt",
        Level = LogLevel.Debug,
        Message = "Request {RequestId} {Verb} {Route} user {UserId} attempt {Attempt} token {Token} sent {SentAt} answered {AnsweredAt} status {Status} failure {Failure} retry after {RetryAfterMs} ms, paused until {PausedUntil}")]
    private static partial void Attempt(
        ILogger logger,
        long requestId,
        RequestVerb verb,
        string route,
        UserId? userId,
        int attempt,
        string token,
        string sentAt,
        string answeredAt,
        int? status,
        string? failure,
        double? retryAfterMs,
        string? pausedUntil);
}
