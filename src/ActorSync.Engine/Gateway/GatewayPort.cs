using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using Akka.Actor;
using Akka.Event;

namespace ActorSync.Engine.Gateway;

/// <summary>Does what the gateway's rules say: with actors, the thread pool and a timer.</summary>
/// <param name="transport">What runs beside the gateway.</param>
/// <param name="right">What allows this process to send; null where nothing has to.</param>
/// <param name="wakeUp">The gateway's timer.</param>
/// <param name="stream">Where pauses are published, as <see cref="PauseBegan"/> and <see cref="PauseEnded"/>.</param>
/// <param name="counters">The figures up to now.</param>
internal sealed class GatewayPort(GatewayTransport transport, ISendRight? right, GatewayTimer wakeUp, EventStream stream, Func<GatewayCounters> counters) : IGatewayPort
{
    /// <inheritdoc/>
    public long Sent => transport.Meter.Sent;

    /// <inheritdoc/>
    public SendRight Right => right.Read();

    /// <inheritdoc/>
    public void SeekRight() => right?.Seek();

    /// <inheritdoc/>
    public void Begin(Delivery delivery, Permit permit)
    {
        transport.Telemetry.Permitted(delivery.Request.Urgency, permit.Waited);
        transport.Begin(Of(delivery), permit);
    }

    /// <inheritdoc/>
    public void Answer(Delivery delivery, PermitAnswer answer)
    {
        if (answer.Permit is { } permit)
        {
            transport.Telemetry.Permitted(delivery.Request.Urgency, permit.Waited);
        }

        Of(delivery).Answer(answer);
    }

    /// <inheritdoc/>
    public void Complete(Delivery delivery, TargetOutcome outcome) => Of(delivery).Send.ReplyTo.Tell(new SendCompleted(delivery.RequestId, outcome));

    /// <inheritdoc/>
    public void AskForToken(int lane) => transport.AskForToken(lane);

    /// <inheritdoc/>
    public void WakeAfter(TimeSpan? wait) => wakeUp.Set(wait);

    /// <inheritdoc/>
    public void Announce(PauseBegan began) => stream.Publish(began);

    /// <inheritdoc/>
    public void Announce(PauseEnded ended) => stream.Publish(ended);

    /// <inheritdoc/>
    public void Stopped(object asker) => ((IActorRef)asker).Tell(new GatewayStopped(counters()));

    /// <inheritdoc/>
    public void Paused(bool isOfToken) => transport.Telemetry.Paused(isOfToken);

    /// <inheritdoc/>
    public void Stands(double? allowedPerMinute, int queued, int inFlight, int tokens) => transport.Telemetry.Stands(allowedPerMinute, queued, inFlight, tokens);

    // The gateway's rules are given no other deliveries here.
    private static ActorDelivery Of(Delivery delivery) => (ActorDelivery)delivery;
}
