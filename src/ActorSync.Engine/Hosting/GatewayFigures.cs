using ActorSync.Core.Gateway;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>The gateway's counters as the summary counts them.</summary>
internal static class GatewayFigures
{
    /// <summary>Takes over what the summary shows.</summary>
    public static RequestCounts Of(GatewayCounters counters) => new(
        counters.Reads, counters.Writes, counters.Tokens, counters.Throttled, counters.Retried, counters.Ambiguous)
    {
        InVain = counters.InVain,
        Setbacks = counters.Setbacks,
        ThrottledOnceKnown = counters.ThrottledOnceKnown,
        Unconnected = counters.Unconnected,
        Use = counters.Use,
    };
}
