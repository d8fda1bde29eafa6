using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Gateway;

/// <summary>Says where a target asks for one short wait after the other and takes nothing in between: each alone is no news, the row is.</summary>
internal sealed partial class ThrottleRow(ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _said = [];

    /// <summary>Notes the pause that a 429 led to.</summary>
    public void Note(string scope, LanePause pause, TimeSpan receivedAt)
    {
        lock (_lock)
        {
            var said = _said.GetValueOrDefault(scope);
            if (pause.InARow < said)
            {
                _said.Remove(scope); // That row ended, and another one has begun.
                said = 0;
            }

            if (pause.InARow < Math.Max(ThrottleWords.WorthAWord, said * 2))
            {
                return;
            }

            _said[scope] = pause.InARow;
        }

        LogRow(logger, scope, pause.InARow, Math.Round((receivedAt - pause.RowSince).TotalSeconds));
    }

    [LoggerMessage(
        EventId = 7,
        EventName = "ThrottledInARow",
        Level = LogLevel.Warning,
        Message = "The target has asked {Scope} to wait {Count} times in a row, for {Seconds} s, and taken nothing in between; it is asked again after each wait")]
    private static partial void LogRow(ILogger logger, string scope, int count, double seconds);
}
