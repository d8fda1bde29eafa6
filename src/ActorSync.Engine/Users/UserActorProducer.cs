using Akka.Actor;

namespace ActorSync.Engine.Users;

/// <summary>Makes the actors of users at work, without a look at constructors each time.</summary>
internal sealed class UserActorProducer(PartitionServices services) : IIndirectActorProducer
{
    /// <inheritdoc/>
    public Type ActorType => typeof(UserActor);

    /// <inheritdoc/>
    public ActorBase Produce() => new UserActor(services.Client, services.Clock, services.Span);

    /// <inheritdoc/>
    public void Release(ActorBase actor)
    {
        // It owns nothing that its end does not give back.
    }
}
