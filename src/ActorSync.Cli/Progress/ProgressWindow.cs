using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Progress;

/// <summary>Keeps the pictures of the last while, so that the rate neither jumps nor lags.</summary>
internal sealed class ProgressWindow
{
    private static readonly Duration Longest = Duration.FromSeconds(30);
    private readonly Queue<(RunProgress Progress, Instant At)> _pictures = new();

    /// <summary>Takes a picture in and says how fast the run goes now.</summary>
    public ProgressRate Add(RunProgress progress, Instant now)
    {
        _pictures.Enqueue((progress, now));
        while (_pictures.Count > 2 && now - _pictures.Peek().At > Longest)
        {
            _pictures.Dequeue();
        }

        var (first, then) = _pictures.Peek();
        return ProgressRate.Between(first, then, progress, now);
    }
}
