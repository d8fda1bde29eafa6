using ActorSync.Core.Roster;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Somebody whom a run decides.</summary>
/// <param name="Person">What the source states, or null for somebody absent or of an earlier plan.</param>
/// <param name="Planned">The user of an earlier plan, or null.</param>
/// <param name="Observed">The matched user as observed.</param>
public sealed record PersonInScope(RosterPerson? Person, PlannedUser? Planned, ObservedUser Observed)
{
    /// <summary>What an earlier run did that is to be taken back, or null.</summary>
    public UserChanges? Undone { get; init; }

    /// <summary>Whether the person is missing from a full file.</summary>
    public bool IsAbsent => Person is null && Planned is null && Undone is null;
}
