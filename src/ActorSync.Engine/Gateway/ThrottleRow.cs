using System.Globalization;
using ActorSync.Core.Pacing;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Gateway;

/// <summary>Says where a target asks for one short wait after the other and takes nothing in between: each alone is no news, the row is.</summary>
internal sealed partial class ThrottleRow(ILogger logger)
{
    /// <summary>So many pauses in a row are worth a word, and again each time that they have doubled.</summary>
    public const int WorthAWord = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _said = [];

    /// <summary>What the reason of a pause adds about its row: nothing where that is short.</summary>
    public static string Describe(int inARow) =>
        inARow < WorthAWord ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {inARow} in a row with nothing taken in between");

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

            if (pause.InARow < Math.Max(WorthAWord, said * 2))
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
