using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ActorSync.Core.Users;

/// <summary>The canonical order of a user's operations: endings (gates first), certification sets, grants and ratings, revocations, each by id.</summary>
public static class OperationOrder
{
    /// <summary>The operations in canonical order.</summary>
    public static ImmutableArray<Operation> Sort(IEnumerable<Operation> operations)
    {
        Operation[] sorted = [.. operations];

        // One after the other into its place: there are few, mostly in order already, and equals keep theirs.
        for (var next = 1; next < sorted.Length; next++)
        {
            var operation = sorted[next];
            var place = next;
            while (place > 0 && Compare(sorted[place - 1], operation) > 0)
            {
                sorted[place] = sorted[place - 1];
                place--;
            }

            sorted[place] = operation;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(sorted);
    }

    private static int Compare(Operation one, Operation other) =>
        Rank(one).CompareTo(Rank(other)) is var byRank && byRank != 0 ? byRank : string.CompareOrdinal(IdOf(one), IdOf(other));

    private static int Rank(Operation operation) => operation switch
    {
        Operation.RevokeSkill { IsGate: true } => 0,
        Operation.EndCertification => 1,
        Operation.SetCertification => 2,
        Operation.GrantSkill or Operation.RateSkill => 3,
        Operation.RevokeSkill => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Unknown operation."),
    };

    private static string IdOf(Operation operation) => operation switch
    {
        Operation.GrantSkill grant => grant.Skill.Value,
        Operation.RateSkill rate => rate.Skill.Value,
        Operation.RevokeSkill revoke => revoke.Skill.Value,
        Operation.SetCertification set => set.Certification.Value,
        Operation.EndCertification end => end.Certification.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Unknown operation."),
    };
}
