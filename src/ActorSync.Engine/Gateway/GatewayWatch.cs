using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Gateway;

/// <summary>Watches a gateway at work: what it might have sent meanwhile, and how things stand.</summary>
internal sealed class GatewayWatch(RateBudget budget, GatewayTelemetry telemetry)
{
    private readonly AllowanceMeter _allowance = new();

    /// <summary>Notes how things stand from now on.</summary>
    /// <param name="now">Monotonic.</param>
    /// <param name="waiting">Requests that wait for a permit.</param>
    /// <param name="isHeldBack">Whether they wait because of the target's pauses alone.</param>
    public void Note(TimeSpan now, int waiting, bool isHeldBack)
    {
        var allowed = budget.AllowedPerMinute;
        var tokens = budget.OpenLanes;
        _allowance.Observe(now, allowed, tokens, isBusy: waiting > 0 || budget.InFlight > 0, isHeldBack);
        telemetry.Stands(allowed, waiting, budget.InFlight, tokens);
    }

    /// <summary>Adds to the counters what was allowed up to now.</summary>
    public GatewayCounters Complete(GatewayCounters counters, TimeSpan now) =>
        counters with { Use = counters.Use + _allowance.Read(now, counters.Sent) };
}
