using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>Which planned operations still stand on the value that they were planned on.</summary>
/// <param name="Valid">The observed value is the one that the operation replaces.</param>
/// <param name="Skipped">The observed value has moved since the plan, wherever to: not done, and listed.</param>
public sealed record Drift(ImmutableArray<Operation> Valid, ImmutableArray<Operation> Skipped)
{
    /// <summary>Compares a user's planned operations with the user as observed; holdings must be known.</summary>
    public static Drift Find(ImmutableArray<Operation> planned, ObservedUser observed)
    {
        if (observed is not { Skills: { } skills, Certifications: { } certifications })
        {
            throw new ArgumentException($"The holdings of user {observed.Id} have not been read.", nameof(observed));
        }

        var byPrecondition = planned.ToLookup(operation => operation switch
        {
            Operation.GrantSkill grant => !skills.Contains(grant.Skill),
            Operation.RateSkill rate => skills.TryGet(rate.Skill, out var level) && level == rate.From,
            Operation.RevokeSkill revoke => skills.TryGet(revoke.Skill, out var level) && level == revoke.From,
            Operation.SetCertification { From: { } from } set => certifications.TryGet(set.Certification, out var value) && value == from,
            Operation.SetCertification set => !certifications.Contains(set.Certification),
            Operation.EndCertification end => certifications.TryGet(end.Certification, out var value) && value == end.From,
            _ => throw new ArgumentOutOfRangeException(nameof(planned), operation, "Unknown operation."),
        });

        return new([.. byPrecondition[true]], [.. byPrecondition[false]]);
    }
}
