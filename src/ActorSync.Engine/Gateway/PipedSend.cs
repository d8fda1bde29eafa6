using ActorSync.Core.Dialects;
using Akka.Actor;

namespace ActorSync.Engine.Gateway;

/// <summary>A request through a client that tells its callers alone: what it tells becomes a message.</summary>
#pragma warning disable CA1001 // It ends by its asker's word, and gives back then what it owns.
internal sealed class PipedSend : IOpenSend
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _withdrawn = new();

    private PipedSend()
    {
    }

    /// <summary>Sends.</summary>
    public static PipedSend Begin(ITargetClient client, TargetRequest request, IActorRef replyTo)
    {
        var send = new PipedSend();
        client.SendAsync(request, send._withdrawn.Token).PipeTo(replyTo, success: outcome => new SendCompleted(RequestId: 0, outcome));
        return send;
    }

    /// <inheritdoc/>
    public void End(TargetOutcome outcome) => _withdrawn.Dispose();

    /// <inheritdoc/>
    public void Withdraw()
    {
        _withdrawn.Cancel();
        _withdrawn.Dispose();
    }
}
