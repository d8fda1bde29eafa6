using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Processes;

/// <summary>The way to the gateway for whoever is no actor.</summary>
/// <param name="process">The process.</param>
/// <param name="life">Whom the answers reach while it lasts.</param>
internal sealed class SimulatedClient(SimulatedProcess process, Life life) : ITargetClient
{
    /// <inheritdoc/>
    public Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<TargetOutcome>(); // Its continuation runs where it is completed: on the simulation's one thread.
        var sent = process.Gateway.Send(request, outcome => process.World.Agenda.Add(life, TimeSpan.Zero, () => answer.TrySetResult(outcome)));
        cancellationToken.Register(() =>
        {
            sent.Withdraw();
            answer.TrySetCanceled(cancellationToken);
        });
        return answer.Task;
    }
}
