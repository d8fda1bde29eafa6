using System.Globalization;
using ActorSync.Core.Dialects;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace ActorSync.Engine.Gateway;

/// <summary>Carries one request at a time from its first permit to its answer, beside the gateway and on the thread pool.</summary>
internal sealed partial class Courier(
    AttemptSender sender, ResiliencePipeline<AttemptResult> pipeline, GatewayMeter meter, IActorRef gateway, int lanes, ILogger logger, CancellationToken stopping)
{
    private const int Unauthorized = 401;
    private const int TooManyRequests = 429;
    private const int FirstServerError = 500;

    /// <summary>Carries the request and tells the asker and the gateway how it ended; never throws.</summary>
    public async Task RunAsync(Delivery delivery)
    {
        TargetOutcome outcome;
        try
        {
            outcome = await CarryAsync(delivery);
        }
#pragma warning disable CA1031 // Whoever waits must get an answer whatever went wrong; the fault itself is logged as one.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFault(logger, fault, delivery.Request.Route);
            var reason = $"an internal fault ({fault.GetType().Name})";
            outcome = delivery.Request.IsWrite && delivery.Attempts > 0
                ? new TargetOutcome.InDoubt(reason)
                : new TargetOutcome.Unreachable(reason);
        }

        if (outcome is TargetOutcome.InDoubt)
        {
            meter.CountAmbiguous();
        }

        if (delivery.TakeUnused() is { } unused)
        {
            gateway.Tell(AttemptEnded.Unused(unused));
        }

        // The answer goes to the asker from here, so that it comes even when the gateway itself has ended meanwhile.
        gateway.Tell(new DeliveryEnded(outcome));
        delivery.Send.ReplyTo.Tell(new SendCompleted(delivery.Send.RequestId, outcome), gateway);
    }

    private async Task<TargetOutcome> CarryAsync(Delivery delivery)
    {
        try
        {
            var result = await pipeline.ExecuteAsync(
                static async (state, _) => await state.Courier.AttemptAsync(state.Delivery),
                (Courier: this, Delivery: delivery),
                stopping);

            return result switch
            {
                AttemptResult.Ended ended => ended.Outcome,
                AttemptResult.Transient when stopping.IsCancellationRequested => new TargetOutcome.NotSent(Until: null),
                AttemptResult.Transient transient => new TargetOutcome.Unreachable(transient.Reason),
                _ => throw new InvalidOperationException($"{result.GetType().Name} is no end."),
            };
        }
        catch (BrokenCircuitException)
        {
            return new TargetOutcome.Unreachable("the target has failed again and again and is left alone for some seconds");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Cancelled between two attempts: nothing of a write has left that could have been applied.
            return new TargetOutcome.NotSent(Until: null);
        }
    }

    /// <summary>One attempt in Polly's eyes: what 429s, refused tokens and closed gates throw back comes again at once, each time with a permit of its own.</summary>
    private async Task<AttemptResult> AttemptAsync(Delivery delivery)
    {
        while (true)
        {
            var answer = delivery.TakeUnused() is { } first ? new PermitAnswer(first, Refusal: null) : await WaitAsync(delivery);
            if (answer.Permit is not { } permit)
            {
                return new AttemptResult.Ended(answer.Refusal!);
            }

            var (result, ended) = await sender.SendAsync(delivery, permit);
            gateway.Tell(ended);

            switch (result)
            {
                case AttemptResult.NotBegun or AttemptResult.Answered { Status: TooManyRequests }:
                    continue;
                case AttemptResult.Answered { Status: Unauthorized } refused when !IsRefusedForGood(delivery, permit, refused.SentAt):
                    continue;
                case AttemptResult.Answered { Status: Unauthorized }:
                    return new AttemptResult.Ended(new TargetOutcome.CredentialsRefused("the target refuses a token that was just issued (401)"));
                case AttemptResult.Ended end:
                    return end;
                default:
                    return Judge(result, delivery.Request.IsWrite);
            }
        }
    }

    private Task<PermitAnswer> WaitAsync(Delivery delivery)
    {
        var answer = delivery.Wait();
        gateway.Tell(new PermitWanted(delivery));
        return answer.WaitAsync(stopping);
    }

    /// <summary>Whether the token was issued after another one had been refused already. An older one may just have expired, once on each lane.</summary>
    private bool IsRefusedForGood(Delivery delivery, Permit permit, Moment sentAt)
    {
        delivery.RefusedTokens++;
        if (delivery.FirstRefusedAt is { } firstRefusedAt)
        {
            return permit.Token.AcquiredAt >= firstRefusedAt || delivery.RefusedTokens > lanes;
        }

        delivery.FirstRefusedAt = sentAt.Elapsed;
        return false;
    }

    private static AttemptResult Judge(AttemptResult result, bool isWrite)
    {
        var (doubt, leftNothing) = result switch
        {
            AttemptResult.NotConnected failed => (failed.Reason, true),
            AttemptResult.Broken broken => (broken.Reason, false),
            AttemptResult.Answered { IsReadable: false } => ("the answer is not JSON: something between here and the target may have written it", false),
            AttemptResult.Answered answered when IsInDoubt(answered.Status, isWrite) =>
                ("the target answered " + answered.Status.ToString(CultureInfo.InvariantCulture), false),
            _ => (null, false),
        };

        return (result, doubt) switch
        {
            (AttemptResult.Answered answered, null) =>
                new AttemptResult.Ended(new TargetOutcome.Answered(answered.Status, answered.Body, answered.SentAt.Instant)),
            (_, { } reason) when isWrite && !leftNothing => new AttemptResult.Ended(new TargetOutcome.InDoubt(reason)),
            (_, { } reason) => new AttemptResult.Transient(reason),
            _ => throw new InvalidOperationException($"{result.GetType().Name} cannot be judged."),
        };
    }

    private static bool IsInDoubt(int status, bool isWrite) => isWrite ? status >= FirstServerError : status is 500 or 502 or 503 or 504;

    [LoggerMessage(EventId = 2, EventName = "CourierFault", Level = LogLevel.Error, Message = "A request to {Route} failed inside the gateway")]
    private static partial void LogFault(ILogger logger, Exception fault, string route);
}
