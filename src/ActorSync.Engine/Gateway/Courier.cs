using System.Globalization;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using Polly;

namespace ActorSync.Engine.Gateway;

/// <summary>Carries one request at a time from its first permit to its answer, beside the gateway and on the thread pool.</summary>
internal sealed partial class Courier(
    GatewayOptions options, AttemptSender sender, GatewayClock clock, GatewayMeter meter, IActorRef gateway, ILogger logger, CancellationToken stopping)
{
    /// <summary>How many tokens may reach the end of their lives under one request before the credentials count as refused.</summary>
    public const int MostExpiredTokens = 50;

    /// <summary>A 401 this shortly before a token's stated end may still mean its end: lives are given in whole seconds.</summary>
    public static readonly TimeSpan ExpirySlack = TimeSpan.FromSeconds(1);

    private readonly ResiliencePipeline<AttemptResult> _retries =
        TransientRetry.Build<AttemptResult>(clock.TimeProvider, static result => (result as AttemptResult.Transient)?.Wait);

    private readonly HostCircuit<AttemptResult> _circuit = TransientRetry.ApiCircuit(clock.TimeProvider);

    private readonly FailureRow _row = new();
    private volatile bool _hasAnswered;
    private volatile bool _hasAccepted;

    /// <summary>Carries the request and tells the asker and the gateway how it ended; never throws.</summary>
    public async Task RunAsync(ActorDelivery delivery)
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
        else if (outcome is TargetOutcome.NotSent notSent)
        {
            outcome = notSent with { WasTried = delivery.Attempts > 0 && !delivery.WasThrottled };
            if (delivery.WasThrottled)
            {
                meter.CountGivenUp(delivery); // The user counts it as not sent: whatever was tried before the 429 was in vain as well.
            }
        }

        if (delivery.TakeUnused() is { } unused)
        {
            gateway.Tell(AttemptEnded.Unused(unused));
        }

        // The answer goes to the asker from here, so that it comes even when the gateway itself has ended meanwhile.
        gateway.Tell(new DeliveryEnded(delivery, outcome));
        delivery.Send.ReplyTo.Tell(new SendCompleted(delivery.Send.RequestId, outcome), gateway);
    }

    private async Task<TargetOutcome> CarryAsync(ActorDelivery delivery)
    {
        var trip = new Trip(delivery, clock);
        try
        {
            var result = await _retries.ExecuteAsync(
                static async (state, _) => await state.Courier.AttemptAsync(state.Trip),
                (Courier: this, Trip: trip),
                stopping);

            return result switch
            {
                AttemptResult.Ended ended => ended.Outcome,
                AttemptResult.Transient when stopping.IsCancellationRequested => new TargetOutcome.NotSent(Until: null),
                AttemptResult.Transient transient => new TargetOutcome.Unreachable(trip.GivenUpAfter(options.BaseUrl.Authority, transient.Reason, _row.Read(clock.Elapsed)))
                {
                    NeverAnswered = !_hasAnswered,
                },
                _ => throw new InvalidOperationException($"{result.GetType().Name} is no end."),
            };
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Cancelled between two attempts: nothing of a write has left that could have been applied.
            return new TargetOutcome.NotSent(Until: null);
        }
    }

    /// <summary>One attempt in Polly's eyes: what 429s, refused tokens and closed gates throw back comes again at once, each time with a permit of its own.</summary>
    /// <remarks>The wait for a permit is outside the host's circuit: its trial would else keep everybody out for as long as a pause lasts.</remarks>
    private async Task<AttemptResult> AttemptAsync(Trip trip)
    {
        var delivery = trip.Delivery;
        while (true)
        {
            var answer = delivery.TakeUnused() is { } first ? new PermitAnswer(first, Refusal: null) : await trip.WaitAsync(() => PermitAsync(delivery));
            if (answer.Permit is not { } permit)
            {
                return new AttemptResult.Ended(answer.Refusal!);
            }

            if (stopping.IsCancellationRequested)
            {
                gateway.Tell(AttemptEnded.Unused(permit));
                return new AttemptResult.Ended(new TargetOutcome.NotSent(Until: null));
            }

            var result = await _circuit.AttemptAsync(
                static async (state, _) => await state.Courier.SendAsync(state.trip, state.permit),
                static (state, open) => state.Courier.LeaveAlone(state.trip, state.permit, open),
                (Courier: this, trip, permit),
                CancellationToken.None); // An attempt that has begun is ended by its own time-out, or cut off.
            if (result is AttemptResult.Transient { Next: { } next })
            {
                gateway.Tell(new TryAwaited(delivery, next));
            }

            switch (result)
            {
                case AttemptResult.NotBegun or AttemptResult.Answered { Status: AnswerStatus.TooManyRequests }:
                    continue;
                case AttemptResult.Answered { Status: AnswerStatus.Unauthorized } refused when !IsRefusedForGood(trip, permit, refused.SentAt):
                    continue;
                case AttemptResult.Answered { Status: AnswerStatus.Unauthorized }:
                    return new AttemptResult.Ended(new TargetOutcome.CredentialsRefused($"the target at {options.BaseUrl.Authority} refuses a token that was just issued (401)"));
                default:
                    return result;
            }
        }
    }

    /// <summary>Sends once. What the host's circuit does not count as its failure, a 429 or a 401 for one, comes back as it is.</summary>
    private async Task<AttemptResult> SendAsync(Trip trip, Permit permit)
    {
        var begunAt = clock.Elapsed;
        var (result, ended) = await SendAsync(trip.Delivery, permit);
        gateway.Tell(ended);
        if (result is AttemptResult.Answered { IsReadable: true, Status: < AnswerStatus.FirstServerError })
        {
            _hasAnswered = true;
        }

        if (result is AttemptResult.Answered { Status: not AnswerStatus.Unauthorized })
        {
            permit.Token.Accept();
            _hasAccepted = true;
        }

        if (result is AttemptResult.NotBegun or AttemptResult.Ended)
        {
            return result;
        }

        if (ended.IsAtWork)
        {
            _row.Answered();
        }
        else
        {
            _row.Failed(begunAt);
        }

        return result is AttemptResult.Answered { Status: AnswerStatus.TooManyRequests or AnswerStatus.Unauthorized } ? result : Judge(result, trip);
    }

    /// <summary>Sends; a fault of the gateway's own gives the permit back on its way out, or one place under way would be lost for good.</summary>
    private async Task<(AttemptResult Result, AttemptEnded Ended)> SendAsync(ActorDelivery delivery, Permit permit)
    {
        var begunAt = clock.Elapsed;
        try
        {
            return await sender.SendAsync(delivery, permit);
        }
        catch
        {
            gateway.Tell(new AttemptEnded(permit, new AttemptReport.Failed(begunAt)));
            throw;
        }
    }

    /// <summary>The circuit is open: the permit goes back, or all that wait here would leave together once the target is back.</summary>
    private AttemptResult.Transient LeaveAlone(Trip trip, Permit permit, HostFailure open)
    {
        gateway.Tell(AttemptEnded.Unused(permit));
        return trip.Failed(open.Reason, open.Kind, options.TotalDeadline, _hasAnswered);
    }

    private Task<PermitAnswer> PermitAsync(ActorDelivery delivery)
    {
        var answer = delivery.Wait();
        gateway.Tell(new PermitWanted(delivery));
        return answer.WaitAsync(stopping);
    }

    /// <summary>Whether the token was issued after another one had been refused already. An older one may just have expired, once on each lane.</summary>
    private bool IsRefusedForGood(Trip trip, Permit permit, Moment sentAt)
    {
        if (permit.Token.WasAccepted || clock.Elapsed >= permit.Token.ExpiresAt - ExpirySlack)
        {
            // A token at the end of its life says nothing about the credentials, however short that life is.
            return ++trip.ExpiredTokens > MostExpiredTokens;
        }

        trip.RefusedTokens++;
        if (trip.FirstRefusedAt is { } firstRefusedAt)
        {
            var isForGood = permit.Token.AcquiredAt >= firstRefusedAt || trip.RefusedTokens > options.Tokens;
            return isForGood && (!_hasAccepted || ++trip.FreshRefusals > TokenAnswer.MostFreshRefusals);
        }

        trip.FirstRefusedAt = sentAt.Elapsed;
        return false;
    }

    private AttemptResult Judge(AttemptResult result, Trip trip)
    {
        var isWrite = trip.Delivery.Request.IsWrite;
        HostFailure? doubt = result switch
        {
            AttemptResult.NotConnected failed => new(TransientKind.NotConnected, failed.Reason),
            AttemptResult.NotTaken refused => new(TransientKind.Broken, refused.Reason),
            AttemptResult.Broken broken => new(TransientKind.Broken, broken.Reason),
            AttemptResult.Unreadable unreadable => new(TransientKind.Failed, unreadable.Reason),
            AttemptResult.Answered { IsReadable: false } =>
                new(TransientKind.Failed, "the answer is not JSON: something between here and the target may have written it"),
            AttemptResult.Answered answered when IsInDoubt(answered.Status, isWrite) => new(
                answered.Status is 502 or 503 or 504 ? TransientKind.Busy : TransientKind.Failed,
                "the target answered " + answered.Status.ToString(CultureInfo.InvariantCulture)),
            _ => null,
        };

        return (result, doubt) switch
        {
            (AttemptResult.Answered answered, null) =>
                new AttemptResult.Ended(new TargetOutcome.Answered(answered.Status, answered.Body, answered.SentAt.Instant)),
            (not (AttemptResult.NotConnected or AttemptResult.NotTaken), { }) when isWrite => new AttemptResult.Ended(new TargetOutcome.InDoubt(doubt.Reason)),
            (_, { }) => trip.Failed(doubt.Reason, doubt.Kind, options.TotalDeadline, _hasAnswered),
            _ => throw new InvalidOperationException($"{result.GetType().Name} cannot be judged."),
        };
    }

    private static bool IsInDoubt(int status, bool isWrite) => isWrite ? status >= AnswerStatus.FirstServerError : status is 500 or 502 or 503 or 504;

    [LoggerMessage(EventId = 2, EventName = "CourierFault", Level = LogLevel.Error, Message = "A request to {Route} failed inside the gateway")]
    private static partial void LogFault(ILogger logger, Exception fault, string route);
}
