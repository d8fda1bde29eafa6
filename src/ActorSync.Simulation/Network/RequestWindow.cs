using System.Globalization;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;

namespace ActorSync.Simulation.Network;

/// <summary>The target's limit: so many requests of one token in a fixed window; beyond it 429 until the window ends.</summary>
internal sealed class RequestWindow(World world)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    private readonly Dictionary<int, (long Window, int Count)> _counts = [];

    /// <summary>Counts a request; the refusal where it is one too many.</summary>
    public TargetAnswer? Refuses(SimulatedToken token)
    {
        if (!world.Has(FaultKind.Throttle))
        {
            return null;
        }

        var now = world.Clock.Elapsed;
        var window = now.Ticks / Length.Ticks;
        var (last, count) = _counts.GetValueOrDefault(token.Lane);
        count = last == window ? count + 1 : 1;
        _counts[token.Lane] = (window, count);
        if (count <= world.Story.RequestsPerWindow && !world.Random.Hits(1))
        {
            return null;
        }

        // In whole seconds, as it stands in a header, and now and then longer than it need be.
        var rest = TimeSpan.FromTicks(((window + 1) * Length.Ticks) - now.Ticks);
        var seconds = Math.Ceiling(rest.TotalSeconds) + (world.Random.Hits(10) ? world.Random.Between(1, 120) : 0);
        var until = string.Create(CultureInfo.InvariantCulture, $"Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds");
        return TargetAnswer.Error(429, "too.many.requests.retry.after", until) with { RetryAfter = TimeSpan.FromSeconds(seconds) };
    }
}
