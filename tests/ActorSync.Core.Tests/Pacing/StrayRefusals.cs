using ActorSync.Sandbox.Limits;

namespace ActorSync.Core.Tests.Pacing;

/// <summary>A window that refuses some requests by mistake, whatever was sent before them.</summary>
/// <param name="window">What the target really counts by.</param>
/// <param name="dice">Chooses which, and for how long.</param>
internal sealed class StrayRefusals(IRequestWindow window, Random dice) : IRequestWindow
{
    private int _asked;

    /// <summary>So many more are refused in turn.</summary>
    public int Left { get; set; }

    /// <summary>In turn means each one of so many.</summary>
    public int OneOf { get; init; } = 1;

    /// <summary>The share of all requests that is refused.</summary>
    public double Share { get; init; }

    /// <summary>The longest wait in whole seconds; the shortest is one.</summary>
    public int LongestWait { get; init; } = 1;

    /// <summary>When the last mistake was made.</summary>
    public TimeSpan LastAt { get; private set; }

    /// <inheritdoc/>
    public int Allowed => window.Allowed;

    /// <inheritdoc/>
    public TimeSpan Length => window.Length;

    /// <inheritdoc/>
    public TimeSpan WaitAt(TimeSpan now)
    {
        var isTurn = Left > 0 && ++_asked % OneOf == 0;
        if (!isTurn && dice.NextDouble() >= Share)
        {
            return window.WaitAt(now);
        }

        Left -= isTurn ? 1 : 0;
        LastAt = now;
        return TimeSpan.FromSeconds(dice.Next(1, LongestWait + 1));
    }

    /// <inheritdoc/>
    public void Take(TimeSpan now) => window.Take(now);

    /// <inheritdoc/>
    public int TakenAt(TimeSpan now) => window.TakenAt(now);

    /// <inheritdoc/>
    public void Change(int allowed, TimeSpan length, TimeSpan now) => window.Change(allowed, length, now);
}
