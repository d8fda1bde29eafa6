using ActorSync.Core.Pacing;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Gateway;

/// <summary>Raises the alarm where a target asks for a wait that nobody can mean, once per pause.</summary>
internal sealed partial class PauseAlert(ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Instant> _alerted = [];

    /// <summary>Notes a pause of <paramref name="scope"/>, which is cut off where it was absurd.</summary>
    public void Note(string scope, RetryAfter retryAfter, Instant receivedAt, Instant until)
    {
        if (!retryAfter.IsCapped)
        {
            return;
        }

        lock (_lock)
        {
            var isKnown = _alerted.TryGetValue(scope, out var over) && receivedAt < over;
            if (isKnown)
            {
                return;
            }

            _alerted[scope] = until;
        }

        LogAbsurd(logger, scope, RetryAfter.Longest.TotalHours, InstantPattern.General.Format(until));
    }

    [LoggerMessage(
        EventId = 5,
        EventName = "AbsurdPause",
        Level = LogLevel.Critical,
        Message = "The target asks {Scope} to wait for more than {MostHours} h; it is taken as a pause until {PausedUntil}")]
    private static partial void LogAbsurd(ILogger logger, string scope, double mostHours, string pausedUntil);
}
