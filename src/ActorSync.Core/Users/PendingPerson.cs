using ActorSync.Core.Roster;
using ActorSync.Core.Runs;

namespace ActorSync.Core.Users;

/// <summary>A person whose user may have to be read before it can be decided.</summary>
/// <param name="Person">What the source states, or null.</param>
/// <param name="Planned">The user of an earlier plan, or null.</param>
/// <param name="Undone">What an earlier run did that is to be taken back, or null.</param>
internal sealed record PendingPerson(RosterPerson? Person, PlannedUser? Planned, UserChanges? Undone);
