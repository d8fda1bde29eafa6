using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;

namespace ActorSync.Simulation.Network;

/// <summary>The target's limit: so many requests in a fixed window, of one token, on one route, or of the whole organisation; beyond it 429 until the window ends.</summary>
internal sealed class RequestWindow(World world)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, (long Window, int Count)> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts a request; the refusal where it is one too many.</summary>
    public TargetAnswer? Refuses(TargetRequest request, SimulatedToken token)
    {
        if (!world.Has(FaultKind.Throttle))
        {
            return null;
        }

        var shared = world.Story.Limit switch
        {
            LimitKind.OfToken => $"{token.Lane}",
            LimitKind.OfRoute => request.Route,
            _ => string.Empty,
        };
        var now = world.Clock.Elapsed;
        var window = now.Ticks / Length.Ticks;
        var (last, count) = _counts.GetValueOrDefault(shared);
        count = last == window ? count + 1 : 1;
        _counts[shared] = (window, count);
        if (count <= world.Story.RequestsPerWindow && !world.Random.Hits(1))
        {
            return null;
        }

        // In whole seconds, as it stands in a header, and now and then longer than it need be.
        var rest = TimeSpan.FromTicks(((window + 1) * Length.Ticks) - now.Ticks);
        var seconds = Math.Ceiling(rest.TotalSeconds) + (world.Random.Hits(10) ? world.Random.Between(1, 120) : 0);
        return TargetAnswer.TooMany(TimeSpan.FromSeconds(seconds), Limit());
    }

    private NamedLimit? Limit()
    {
        int? value = world.Random.Hits(50) ? null : world.Story.RequestsPerWindow;
        return world.Story.Limit switch
        {
            LimitKind.OfToken => world.Random.Hits(50) ? null : new NamedLimit("token.rate.per.minute", "platform.api", value),
            LimitKind.OfRoute => new NamedLimit("requests.rate.per.minute", "routing", value),
            _ => new NamedLimit("organization.requests.rate.per.minute", "platform.api", value),
        };
    }
}
