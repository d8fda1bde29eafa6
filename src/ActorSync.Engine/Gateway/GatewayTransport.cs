using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Gateway;

/// <summary>What runs beside the gateway on the thread pool: the connections, the couriers and the token endpoint.</summary>
internal sealed class GatewayTransport : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cutOff = new();
    private readonly HttpMessageInvoker _http;
    private readonly Courier _courier;
    private readonly TokenEndpoint _endpoint;
    private readonly IActorRef _gateway;

    /// <summary>A transport that reports to <paramref name="gateway"/>.</summary>
    public GatewayTransport(GatewayOptions options, GatewayClock clock, ILogger logger, IActorRef gateway)
    {
        _gateway = gateway;
        Telemetry = new GatewayTelemetry(options.BaseUrl);
        Meter = new GatewayMeter(Telemetry);
        var handler = TargetHttp.CreateHandler(Math.Max(PacingRules.MostInFlight, options.MaxInFlight ?? 0) + options.Tokens);
        options.AdjustHandler?.Invoke(handler);
        _http = new HttpMessageInvoker(options.WrapHandler?.Invoke(handler) ?? handler);
        _endpoint = new TokenEndpoint(options, _http, clock, Meter, logger);

        var sender = new AttemptSender(options, new SendGates(clock, options.Tokens, options.Right), _http, clock, TargetTime, Meter, logger, _cutOff.Token);
        _courier = new Courier(options, sender, clock, Meter, gateway, logger, _stopping.Token);
    }

    /// <summary>What was sent so far.</summary>
    public GatewayMeter Meter { get; }

    /// <summary>What can be watched from outside.</summary>
    public GatewayTelemetry Telemetry { get; }

    /// <summary>The target's clock.</summary>
    public TargetTime TargetTime { get; } = new();

    /// <summary>Has a courier carry a request, with the permit for its first attempt.</summary>
    public void Begin(ActorDelivery delivery, Permit permit)
    {
        delivery.Keep(permit);
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Courier.RunAsync(work.delivery), (Courier: _courier, delivery), preferLocal: false);
    }

    /// <summary>Asks for a lane's token; a <see cref="TokenTryAwaited"/> comes before each further try, and a <see cref="TokenAnswered"/> at the end.</summary>
    public void AskForToken(int lane) => _ = Task.Run(async () =>
    {
        var result = await _endpoint.AcquireAsync(next => _gateway.Tell(new TokenTryAwaited(next)), _stopping.Token);
        _gateway.Tell(new TokenAnswered(lane, result));
    });

    /// <summary>Ends what waits between two attempts, and requests for tokens; attempts under way go on.</summary>
    public void Stop() => _stopping.CancelAsync();

    /// <summary>Ends attempts under way too.</summary>
    public void CutOff() => _cutOff.CancelAsync();

    public void Dispose()
    {
        // Couriers may still hold the tokens of these sources, so they are cancelled and left to the collector.
        _stopping.Cancel();
        _cutOff.Cancel();
        _http.Dispose();
        Telemetry.Ended();
    }
}
