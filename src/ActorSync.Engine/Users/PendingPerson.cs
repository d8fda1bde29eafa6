using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using Akka.Actor;

namespace ActorSync.Engine.Users;

/// <summary>A person whose user is being read before it can be decided.</summary>
/// <param name="Person">What the source states, or null.</param>
/// <param name="Planned">The user of an earlier plan, or null.</param>
/// <param name="ReplyTo">Who asked.</param>
internal sealed record PendingPerson(RosterPerson? Person, PlannedUser? Planned, IActorRef ReplyTo)
{
    /// <summary>What an earlier run did that is to be taken back, or null.</summary>
    public UserChanges? Undone { get; init; }
}
