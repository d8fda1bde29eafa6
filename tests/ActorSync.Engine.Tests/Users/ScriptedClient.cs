using System.Collections.Concurrent;
using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using Akka.Actor;

namespace ActorSync.Engine.Tests.Users;

/// <summary>A gateway that tells a probe of each request and answers when the test says so.</summary>
internal sealed class ScriptedClient(IActorRef probe) : ITargetClient
{
    private readonly ConcurrentQueue<IActorRef> _askers = new();

    /// <summary>The actors that have asked so far, once per request.</summary>
    public IReadOnlyCollection<IActorRef> Askers => _askers;

    public IOpenSend Send(TargetRequest request, IActorRef replyTo)
    {
        _askers.Enqueue(replyTo);
        return PipedSend.Begin(this, request, replyTo);
    }

    public Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken)
    {
        // Continuations run in place: an answer given from the thread pool is in its actor's mailbox when it has been given.
        var answer = new TaskCompletionSource<TargetOutcome>();
        cancellationToken.Register(() =>
        {
            if (answer.TrySetCanceled(cancellationToken))
            {
                probe.Tell(new Withdrawn(request));
            }
        });
        probe.Tell(new Asked(request, answer));
        return answer.Task;
    }

    internal sealed record Asked(TargetRequest Request, TaskCompletionSource<TargetOutcome> Answer)
    {
        public void Reply(TargetOutcome outcome) => Answer.SetResult(outcome);

        public void Ok() => Reply(new TargetOutcome.Answered(200, default, Sample.Noon));
    }

    internal sealed record Withdrawn(TargetRequest Request);
}
