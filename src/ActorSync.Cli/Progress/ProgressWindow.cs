using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Progress;

/// <summary>Keeps the pictures of the last while, so that the rate neither jumps nor lags.</summary>
internal sealed class ProgressWindow
{
    // A whole window of the target: after a pause a part of one goes faster than the limit.
    private static readonly Duration Longest = Duration.FromMinutes(1);

    private readonly Queue<(RunProgress Progress, Instant At)> _pictures = new();
    private TimeLeft _left = new();
    private RunPhase? _phase;
    private double? _allowed;

    /// <summary>Takes a picture in and says how fast the run goes now, and how long its phase still needs.</summary>
    public ProgressRate Add(RunProgress progress, Instant now)
    {
        if (progress.AllowedPerMinute is { } allowed && !(allowed >= _allowed))
        {
            _pictures.Clear(); // What was sent under the old limit, or none, says nothing against the new one.
        }

        _allowed = progress.AllowedPerMinute;
        _pictures.Enqueue((progress, now));
        while (_pictures.Count > 2 && now - _pictures.Peek().At > Longest)
        {
            _pictures.Dequeue();
        }

        if (_phase != progress.Phase)
        {
            (_phase, _left) = (progress.Phase, new TimeLeft()); // Pages are read at another rate than people are written.
        }

        var (first, then) = _pictures.Peek();
        var toCome = progress.RequestsToCome ?? progress.UsersTotal - progress.UsersDone;
        return ProgressRate.Between(first, then, progress, now) with
        {
            Left = _left.Take(
                now,
                progress.Requests.Sent,
                toCome,
                progress.AllowedPerMinute,
                progress.IsPausedAsAWhole ? progress.PausedUntil : null,
                isAway: progress.WaitsFor is not null || progress.Storage is not null,
                progress.Requests.Ambiguous,
                progress.BetweenTries),
        };
    }
}
