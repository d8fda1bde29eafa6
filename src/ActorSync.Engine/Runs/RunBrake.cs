using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using Akka.Actor;

namespace ActorSync.Engine.Runs;

/// <summary>Stops a run before its end: keeps the first reason, breaks off the observation, and has the gateway send nothing more.</summary>
/// <remarks>Confined to the run's coordinator.</remarks>
/// <param name="gateway">What sends.</param>
internal sealed class RunBrake(IActorRef gateway) : IDisposable
{
    private readonly CancellationTokenSource _observing = new();
    private bool _isSendingStopped;

    /// <summary>Why the run stops, or null while nothing speaks against going on.</summary>
    public RunStop? Stop { get; private set; }

    /// <summary>Is cancelled when the target is not to be observed any further.</summary>
    public CancellationToken Observing => _observing.Token;

    /// <summary>Notes a reason to stop while nothing is being sent; the first one holds.</summary>
    public void Note(RunStop? why) => Stop ??= why;

    /// <summary>Stops for a reason.</summary>
    public void Pull(RunStop why)
    {
        Note(why);
        StopSending();
    }

    /// <summary>Lets nothing more be sent, for whatever reason; what is under way is waited for.</summary>
    public void StopSending()
    {
        if (!_isSendingStopped)
        {
            _isSendingStopped = true;
            _observing.Cancel();
            gateway.Tell(new StopGateway(StopGateway.LongestGrace));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _observing.Cancel();
        _observing.Dispose();
    }
}
