using System.Runtime.CompilerServices;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using Polly;

namespace ActorSync.Engine.Gateway;

/// <summary>Carries one request at a time from its first permit to its answer, beside the gateway and on the thread pool.</summary>
/// <remarks>What follows from an attempt <see cref="Carriage"/> decides; this class sends, waits and tells.</remarks>
internal sealed partial class Courier(
    GatewayOptions options, AttemptSender sender, GatewayClock clock, GatewayMeter meter, IActorRef gateway, ILogger logger, CancellationToken stopping)
{
    private readonly GatewayRules _rules = options.Rules;
    private readonly ResiliencePipeline<CarriageStep> _retries = TransientRetry.Build<CarriageStep>(clock.TimeProvider, static step => (step as CarriageStep.TryAgain)?.Wait);
    private readonly HostCircuit<CarriageStep> _circuit = TransientRetry.ApiCircuit(clock.TimeProvider);

    private readonly Lock _lock = new(); // Requests are carried on many threads, and what is known of the target is decided by one at a time.
    private readonly TargetExperience _target = new();

    /// <summary>Carries the request and tells the asker and the gateway how it ended; never throws.</summary>
    public async Task RunAsync(ActorDelivery delivery)
    {
        var outcome = await CarryAsync(delivery, new Carriage(delivery, _target, _rules, clock.Elapsed));
        if (outcome is TargetOutcome.InDoubt)
        {
            meter.CountAmbiguous();
        }
        else if (outcome is TargetOutcome.NotSent && delivery.WasThrottled)
        {
            meter.CountGivenUp(delivery); // The user counts it as not sent: whatever was tried before the 429 was in vain as well.
        }

        if (delivery.TakeUnused() is { } unused)
        {
            gateway.Tell(AttemptEnded.Unused(unused));
        }

        // The answer goes to the asker from here, so that it comes even when the gateway itself has ended meanwhile.
        gateway.Tell(new DeliveryEnded(delivery, outcome));
        delivery.Send.ReplyTo.Tell(new SendCompleted(delivery.RequestId, outcome), gateway);
    }

    private async Task<TargetOutcome> CarryAsync(ActorDelivery delivery, Carriage carriage)
    {
        try
        {
            // Nearly every first attempt is the last, and what Polly does around it would cost as much as all else here.
            var last = await AttemptAsync(delivery, carriage);
            if (last is CarriageStep.TryAgain)
            {
                var tries = new StrongBox<CarriageStep?>(last);
                last = await _retries.ExecuteAsync(
                    static async (state, _) => Interlocked.Exchange(ref state.tries.Value, null) ?? await state.Courier.AttemptAsync(state.delivery, state.carriage),
                    (Courier: this, delivery, carriage, tries),
                    stopping);
            }

            return carriage.OutcomeOf(last, stopping.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return carriage.Stopped();
        }
#pragma warning disable CA1031 // Whoever waits must get an answer whatever went wrong; the fault itself is logged as one.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFault(logger, fault, delivery.Request.Route);
            return carriage.Faulted($"an internal fault ({fault.GetType().Name})");
        }
    }

    /// <summary>One attempt in Polly's eyes: what 429s, refused tokens and closed gates throw back comes again at once, each time with a permit of its own.</summary>
    /// <remarks>The wait for a permit is outside the host's circuit: its trial would else keep everybody out for as long as a pause lasts.</remarks>
    private async Task<CarriageStep> AttemptAsync(ActorDelivery delivery, Carriage carriage)
    {
        while (true)
        {
            var answer = delivery.TakeUnused() is { } first ? new PermitAnswer(first, Refusal: null) : await PermitAsync(delivery, carriage);
            var step = carriage.Take(answer, stopping.IsCancellationRequested, clock.Elapsed);
            if (answer.Permit is not { } permit)
            {
                return step;
            }

            if (step is not CarriageStep.Send)
            {
                gateway.Tell(AttemptEnded.Unused(permit));
                return step;
            }

            step = await _circuit.AttemptAsync(
                static async (state, _) => await state.Courier.SendAsync(state.delivery, state.carriage, state.permit),
                static (state, open) => state.Courier.LeaveAlone(state.carriage, state.permit, open),
                (Courier: this, delivery, carriage, permit),
                CancellationToken.None); // An attempt that has begun is ended by its own time-out, or cut off.
            if (step is CarriageStep.TryAgain again)
            {
                gateway.Tell(new TryAwaited(delivery, again.Next));
            }

            if (step is not CarriageStep.AnotherPermit)
            {
                return step;
            }
        }
    }

    private Task<PermitAnswer> PermitAsync(ActorDelivery delivery, Carriage carriage)
    {
        carriage.WaitsFrom(clock.Elapsed);
        var answer = delivery.Wait();
        gateway.Tell(new PermitWanted(delivery));
        return answer.WaitAsync(stopping);
    }

    /// <summary>Sends once; a fault of the gateway's own gives the permit back on its way out, or one place under way would be lost for good.</summary>
    private async Task<CarriageStep> SendAsync(ActorDelivery delivery, Carriage carriage, Permit permit)
    {
        var begunAt = clock.Elapsed;
        (AttemptResult Result, AttemptEnded Ended) attempt;
        try
        {
            attempt = await sender.SendAsync(delivery, permit);
        }
        catch
        {
            gateway.Tell(AttemptEnded.Failed(permit, begunAt));
            throw;
        }

        gateway.Tell(attempt.Ended);
        lock (_lock)
        {
            return carriage.After(attempt.Result, permit, begunAt, clock.Read());
        }
    }

    /// <summary>The circuit is open: the permit goes back, or all that wait here would leave together once the target is back.</summary>
    private CarriageStep LeaveAlone(Carriage carriage, Permit permit, HostFailure open)
    {
        gateway.Tell(AttemptEnded.Unused(permit));
        lock (_lock)
        {
            return carriage.LeftAlone(open, clock.Read());
        }
    }

    [LoggerMessage(EventId = 2, EventName = "CourierFault", Level = LogLevel.Error, Message = "A request to {Route} failed inside the gateway")]
    private static partial void LogFault(ILogger logger, Exception fault, string route);
}
