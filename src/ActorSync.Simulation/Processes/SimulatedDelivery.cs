using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;

namespace ActorSync.Simulation.Processes;

/// <summary>A request on its way through the gateway, and whom its outcome is told.</summary>
internal sealed class SimulatedDelivery(long id, object asker, TargetRequest request, Action<TargetOutcome> told, Carriage? carriage = null)
    : Delivery(id, asker, request, SendOrigin.Unnamed)
{
    /// <summary>What carries it, once it has had its first permit.</summary>
    public Carriage? Carriage { get; set; } = carriage;

    /// <summary>Whether its asker has given up.</summary>
    public bool IsWithdrawn { get; set; }

    /// <summary>Tells the outcome, unless nobody wants it any more.</summary>
    public void Tell(TargetOutcome outcome)
    {
        if (!IsWithdrawn)
        {
            told(outcome);
        }
    }
}
