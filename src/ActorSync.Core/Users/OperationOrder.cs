using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>The canonical order of a user's operations: endings (gates first), certification sets, grants and ratings, revocations, each by id.</summary>
public static class OperationOrder
{
    /// <summary>The operations in canonical order.</summary>
    public static ImmutableArray<Operation> Sort(IEnumerable<Operation> operations) =>
        [.. operations.OrderBy(Rank).ThenBy(IdOf, StringComparer.Ordinal)];

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
