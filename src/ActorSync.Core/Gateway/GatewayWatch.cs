using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;

namespace ActorSync.Core.Gateway;

/// <summary>Watches a gateway at work: what it might have sent meanwhile, and how things stand.</summary>
internal sealed class GatewayWatch(RateBudget budget, IGatewayPort port)
{
    private readonly AllowanceMeter _allowance = new();

    /// <summary>The routes that waited last; while requests are under way those to come are taken to be like them.</summary>
    public IReadOnlyCollection<string> Routes { get; private set; } = [];

    /// <summary>Notes how things stand from now on.</summary>
    /// <param name="now">Monotonic.</param>
    /// <param name="waiting">Requests that wait for a permit.</param>
    /// <param name="routes">Their routes.</param>
    /// <param name="isHeldBack">Whether they wait because of the target's pauses alone.</param>
    public void Note(TimeSpan now, int waiting, IReadOnlyCollection<string> routes, bool isHeldBack)
    {
        var isBusy = waiting > 0 || budget.InFlight > 0;
        if (budget.KnowsNamedLimits && (waiting > 0 || !isBusy))
        {
            Routes = [.. routes];
        }

        var allowed = budget.AllowedPerMinuteOn(Routes);
        var tokens = budget.OpenLanes;
        _allowance.Observe(now, allowed, tokens, isBusy, isHeldBack, port.Sent);
        port.Stands(allowed, waiting, budget.InFlight, tokens);
    }

    /// <summary>Adds to the counters what was allowed up to now.</summary>
    public GatewayCounters Complete(GatewayCounters counters, TimeSpan now) =>
        counters with { Use = counters.Use + _allowance.Read(now, counters.Sent) };
}
