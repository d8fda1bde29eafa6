using ActorSync.Core.Gateway;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Gateway;

/// <summary>Alone decides when a request to the target may leave, and with which token; one per target.</summary>
/// <remarks>
/// The rules are in <see cref="GatewayMachine"/>; this class tells it what happens and when. A request that gets its first permit is handed to a
/// <see cref="Courier"/> on the thread pool, which asks here for the permit of each further attempt; everything comes back as a message.
/// </remarks>
#pragma warning disable CA1001 // An actor is not disposed: it closes what it owns when it stops.
public sealed class TargetGateway : ReceiveActor
#pragma warning restore CA1001
{
    private readonly GatewayOptions _options;
    private readonly GatewayClock _clock;
    private readonly GatewayTransport _transport;
    private readonly GatewayMachine _machine;
    private readonly GatewayTimer _wakeUp;
    private readonly GatewayTimer _graceOver;
    private readonly IDisposable? _rightChanges;

    /// <summary>A gateway that asks for its tokens with the first request.</summary>
    public TargetGateway(GatewayOptions options, TimeProvider timeProvider, ILogger<TargetGateway> logger)
    {
        _options = options;
        _clock = new GatewayClock(timeProvider);
        _transport = new GatewayTransport(options, _clock, logger, Self);
        _wakeUp = new GatewayTimer(timeProvider, Self, WakeUp.Instance);
        _graceOver = new GatewayTimer(timeProvider, Self, GraceOver.Instance);
        _machine = new GatewayMachine(options.Rules, new GatewayPort(_transport, options.Right, _wakeUp, Context.System.EventStream, Counters));
        _machine.Restore(options.Pauses, _clock.Read());
        var self = Self;
        _rightChanges = options.Right?.OnChange(() => self.Tell(WakeUp.Instance));

        Receive<Send>(Take);
        Receive<WithdrawSend>(withdrawn => _machine.Withdraw(withdrawn.RequestId, withdrawn.ReplyTo, _clock.Read()));
        Receive<PermitWanted>(wanted => _machine.WantPermit(wanted.Delivery, _clock.Read()));
        Receive<AttemptEnded>(ended => _machine.End(ended, _clock.Read()));
        Receive<DeliveryEnded>(ended => _machine.Finish(ended.Delivery, ended.Outcome, _clock.Read()));
        Receive<TryAwaited>(awaited => _machine.Await(awaited.Delivery, awaited.Try));
        Receive<TokenTryAwaited>(awaited => _machine.AwaitToken(awaited.Try, _clock.Read()));
        Receive<TokenAnswered>(answered => _machine.UseToken(answered.Lane, answered.Result, _clock.Read()));
        Receive<WakeUp>(_ => _machine.Pump(_clock.Read()));
        Receive<GetGatewayStatus>(_ => Sender.Tell(Status()));
        Receive<StopGateway>(Stop);
        Receive<GraceOver>(_ => _transport.CutOff());
    }

    /// <summary>How to make one. The actor owns its connections and closes them when it ends.</summary>
    public static Props Props(GatewayOptions options, TimeProvider timeProvider, ILogger<TargetGateway> logger) =>
        Akka.Actor.Props.Create<TargetGateway>(options, timeProvider, logger);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _machine.Abandon(_clock.Read());
        _rightChanges?.Dispose();
        _wakeUp.Dispose();
        _graceOver.Dispose();
        _transport.Dispose();
    }

    private void Take(Send send)
    {
        if (!_machine.TryTake(new ActorDelivery(send), _clock.Read()))
        {
            send.ReplyTo.Tell(new SendRefused(send.RequestId, _options.MaxOpenRequests));
        }
    }

    private void Stop(StopGateway stop)
    {
        if (!_machine.IsStopping)
        {
            _transport.Stop();
            _graceOver.Set(stop.Grace < StopGateway.LongestGrace ? stop.Grace : StopGateway.LongestGrace);
        }

        _machine.Stop(Sender, _clock.Read());
    }

    private GatewayCounters Counters() => _machine.Complete(_transport.Meter.Snapshot(), _clock.Read());

    private GatewayStatus Status() => _machine.Status(_transport.Meter.Snapshot(), _clock.Read()) with
    {
        WhyNotAllowed = _machine.Open > 0 ? _options.Right?.WhyNot : null,
        ClockOffset = _transport.TargetTime.Clock.Offset,
    };
}
