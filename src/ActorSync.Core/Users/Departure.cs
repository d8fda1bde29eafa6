using ActorSync.Core.Policies;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Users;

/// <summary>Whether a person has gone, by their row or by missing from a full file, and what the policy does about it.</summary>
/// <param name="Cause">Terminated or absent.</param>
/// <param name="Policy">Keep everything, or remove under the removal policy.</param>
internal sealed record Departure(OperationCause Cause, LeaverPolicy Policy)
{
    /// <summary>The departure of a person, or null for one who is here. Null stands for a person missing from a full file.</summary>
    public static Departure? Of(RosterPerson? person, SyncPolicies policies) => person switch
    {
        null => new(OperationCause.Absent, policies.Absent),
        { Status: EmploymentStatus.Terminated } => new(OperationCause.Terminated, policies.Terminated),
        _ => null,
    };
}
