using ActorSync.Core.Dialects;

namespace ActorSync.Engine.Gateway;

/// <summary>A request of an actor's that is under way.</summary>
public interface IOpenSend
{
    /// <summary>Notes the outcome of which the actor was told.</summary>
    void End(TargetOutcome outcome);

    /// <summary>The actor has given up. A request that had not left is not sent any more; one under way goes on, and nobody is told.</summary>
    void Withdraw();
}
