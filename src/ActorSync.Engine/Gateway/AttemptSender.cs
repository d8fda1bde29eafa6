using System.Globalization;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;

namespace ActorSync.Engine.Gateway;

/// <summary>Makes one attempt: one request on the wire, one answer, one line of log.</summary>
internal sealed class AttemptSender(GatewayOptions options, SendGates gates, HttpMessageInvoker http, GatewayClock clock, TargetTime targetTime, GatewayMeter meter, ILogger logger, CancellationToken cutOff)
{
    /// <summary>How often in a row a request is held back for answers whose heads take their time; each time costs a connection.</summary>
    private const int MostHeldForAnswers = 3;

    private const string CutOffReason = "cut off, because the program is stopping";

    private readonly TargetMessage _messages = new(options);
    private readonly ResiliencePipeline _timeout = AttemptTimeout.Build(options, clock);
    private readonly AnswerReader _answers = new(clock, targetTime, logger);
    private readonly ThrottleReader _throttles = new(clock, targetTime, meter, logger);
    private long _sequence;

    /// <summary>Makes the attempt for which the permit was granted. Transport failures are results, not exceptions.</summary>
    public async Task<(AttemptResult Result, AttemptEnded Ended)> SendAsync(ActorDelivery delivery, Permit permit)
    {
        var requestId = Interlocked.Increment(ref _sequence);
        using var message = _messages.Build(delivery.Request, permit.Token, requestId);
        if (delivery.IsTooLate(clock.Now))
        {
            return TooLate();
        }

        var gate = new SendGate(gates, permit.Lane, permit.Route);
        if (!gate.TryBegin(out var begunAt, out var shut))
        {
            return NotBegun(permit, shut); // No connection need be made for it.
        }

        using var departure = new Departure(gate, delivery, mayBeHeldForAnswers: delivery.HeldForAnswers < MostHeldForAnswers, Count);
        message.Options.Set(Departure.Key, departure);
        using var watch = meter.Watch(delivery, begunAt.Elapsed, clock);
        try
        {
            var answered = await _timeout.ExecuteAsync(
                static async (state, cancel) => await state.Sender.ExchangeAsync(state.message, state.delivery, state.permit, state.gate, state.requestId, state.departure, cancel),
                (Sender: this, message, delivery, permit, gate, requestId, departure),
                cutOff);
            watch.Answered(answered.Result);
            Ended(answered.Result is AttemptResult.Answered { Status: var status } ? $"was answered by {status.ToString(CultureInfo.InvariantCulture)}" : "was answered");
            return answered;
        }
        catch (HeldBackException heldBack)
        {
            watch.Forget();
            delivery.HeldForAnswers += heldBack.IsForAnswers ? 1 : 0;
            return NotBegun(permit, heldBack.Shut);
        }
        catch (TooLateException)
        {
            watch.Forget();
            return TooLate();
        }
        catch (NotTakenException failure)
        {
            return Failed(new AttemptResult.NotTaken(failure.Message), failure.Message);
        }
        catch (HttpRequestException failure)
        {
            var reason = TransportFailure.Describe(failure);
            return Failed(TransportFailure.NeverLeft(failure) ? new AttemptResult.NotConnected(reason) : new AttemptResult.Broken(reason), TransportFailure.ForLog(failure));
        }
        catch (UnreadableAnswerException failure)
        {
            return Failed(new AttemptResult.Unreadable(failure.Message), failure.Message);
        }
        catch (IOException failure)
        {
            return Failed(new AttemptResult.Broken(TransportFailure.Describe(failure)), TransportFailure.ForLog(failure));
        }
        catch (TimeoutRejectedException)
        {
            var reason = departure.LeftAt is null
                ? TransportFailure.NotInTime
                : $"no whole answer within {options.AttemptTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s";
            return Failed(new AttemptResult.Broken(reason), reason);
        }
        catch (OperationCanceledException failure)
        {
            return cutOff.IsCancellationRequested
                ? Failed(new AttemptResult.Broken(CutOffReason), CutOffReason)
                : Failed(new AttemptResult.Broken(TransportFailure.Describe(failure)), TransportFailure.ForLog(failure));
        }

        (AttemptResult Result, AttemptEnded Ended) Failed(AttemptResult result, string reason)
        {
            result = departure.LeftAt is null ? result.WithNothingLeft() : result;
            if (result is AttemptResult.NotConnected)
            {
                meter.CountUnconnected(); // Before it is counted as sent, so that nobody ever takes it for one that arrived.
            }

            if (departure.LeftAt is null)
            {
                Count(); // One that found no connection keeps its permit too: else nothing would pace the tries at a target that is away.
            }

            Ended($"got no whole answer ({reason})");
            var sentAt = departure.LeftAt ?? begunAt;
            watch.Failed(result);
            AttemptLog.Write(logger, requestId, delivery, permit.Label, sentAt, clock.Read(), status: null, reason, retryAfterMs: null, pausedUntil: null);
            return (result, AttemptEnded.Failed(permit, sentAt.Elapsed));
        }

        void Ended(string how)
        {
            if (departure.LeftAt is { Instant: var leftAt })
            {
                options.Right?.Ended(delivery.Request, leftAt, how);
            }
        }

        void Count()
        {
            meter.CountAttempt(delivery);
            delivery.Left();
            delivery.HeldForAnswers = 0;
        }

        (AttemptResult Result, AttemptEnded Ended) TooLate()
        {
            meter.CountTooLate(delivery);
            return (AttemptResult.TooLate.Instance, AttemptEnded.Unused(permit));
        }
    }

    private static (AttemptResult Result, AttemptEnded Ended) NotBegun(Permit permit, ShutGate shut) =>
        (AttemptResult.NotBegun.Instance, AttemptEnded.HeldBack(permit, shut));

    private async ValueTask<(AttemptResult Result, AttemptEnded Ended)> ExchangeAsync(
        HttpRequestMessage message, ActorDelivery delivery, Permit permit, SendGate gate, long requestId, Departure departure, CancellationToken cancellationToken)
    {
        var answer = http.SendAsync(message, cancellationToken);
        departure.MayHaveWaited();
        using var response = await answer;
        if (departure.LeftAt is not { } sentAt)
        {
            delivery.Left(); // Whatever it was that sent it: what was answered has left.
            throw new InvalidOperationException("A request was answered whose departure nobody saw.");
        }

        var attempt = new SentAttempt(delivery, permit, gate, requestId, sentAt);
        if ((int)response.StatusCode == AnswerStatus.TooManyRequests)
        {
            var receivedAt = gate.Shut();
            departure.AnswerSeen();
            return await _throttles.ReadAsync(attempt, receivedAt, response, cancellationToken);
        }

        departure.AnswerSeen();
        return await _answers.ReadAsync(attempt, response, cancellationToken);
    }
}
