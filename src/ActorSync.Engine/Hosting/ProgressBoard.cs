using ActorSync.Core.Gateway;
using ActorSync.Core.Runs;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>Keeps the last known progress of a run, for a display that looks whenever it likes.</summary>
/// <param name="storage">Whether the journal's storage takes everything in.</param>
internal sealed class ProgressBoard(StorageStanding storage)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private volatile PhaseProgress _phase = new(RunPhase.Reading, 0, 0);
    private volatile GatewayStatus? _gateway;

    /// <summary>The picture now.</summary>
    public RunProgress Current
    {
        get
        {
            var (phase, gateway) = (_phase, _gateway);
            var pause = gateway?.Foremost;
            var requests = gateway is null ? null : GatewayFigures.Of(gateway.Counters);
            var between = gateway is null ? 0 : BetweenTries(phase, gateway);
            return new RunProgress(
                phase.Phase,
                phase.Done,
                phase.Total,
                requests ?? RequestCounts.None,
                gateway?.InFlight ?? 0,
                pause?.Until,
                pause is null ? null : PauseReason.Of(pause, gateway!.Tokens))
            {
                RequestsToCome = requests is null ? null : phase.Foreseen?.ToComeAfter(requests, phase.Total - phase.Done, between),
                IsAsking = gateway is { Open: > 0 },
                BetweenTries = between,
                AwaitedTries = gateway is not null && IsBesidePace(phase, gateway) ? between : 0,
                WaitsFor = gateway?.WaitsFor,
                WhyNotAllowed = gateway?.WhyNotAllowed,
                LeftOpen = phase.LeftOpen,
                SettlesAhead = phase.SettlesAhead,
                SettlesOnly = phase.SettlesOnly,
                AllowedPerMinute = gateway?.ExpectedPerMinute,
                IsPausedAsAWhole = gateway?.IsPausedAsAWhole ?? false,
                Pauses = gateway?.Pauses.Length ?? 0,
                OpenTokens = gateway?.OpenTokens ?? 0,
                Tokens = gateway?.Tokens ?? 0,
                Storage = storage.Pause,
            };
        }
    }

    // No pace tells how long it takes where nothing is under way, or nobody is left who could be let in, and nothing waits for a permit.
    private static bool IsBesidePace(PhaseProgress phase, GatewayStatus gateway) =>
        gateway.Queued == 0 && (gateway.InFlight == 0 || (phase.Phase == RunPhase.Converging && phase.UnderWay == phase.Total - phase.Done));

    // Whoever is under way and asks nothing waits for the next look at a write in doubt, where there is one, or just for the journal.
    private static long BetweenTries(PhaseProgress phase, GatewayStatus gateway) =>
        Math.Max(0, gateway.Open - gateway.InFlight - gateway.Queued)
        + (gateway.Counters.Ambiguous > 0 ? Math.Max(0, phase.UnderWay - gateway.Open) : 0);

    /// <summary>Takes in how far the run has come.</summary>
    public void Take(PhaseProgress phase) => _phase = phase;

    /// <summary>Asks the gateway once a moment until the token is cancelled.</summary>
    public async Task WatchAsync(GatewayClient gateway, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                _gateway = await gateway.GetStatusAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return; // The run has ended; the last picture stays.
        }
    }
}
