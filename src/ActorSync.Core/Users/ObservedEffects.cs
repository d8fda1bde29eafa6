using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>What a user looks like once an operation has been applied.</summary>
public static class ObservedEffects
{
    /// <summary>The user after a write of which nobody knows whether it was applied: the holdings that it carried something of are not known.</summary>
    public static ObservedUser AfterUnknown(ObservedUser before, ImmutableArray<Operation> carried)
    {
        ArgumentNullException.ThrowIfNull(before);

        return before with
        {
            Version = null,
            Skills = carried.Any(operation => operation is Operation.GrantSkill or Operation.RateSkill or Operation.RevokeSkill) ? null : before.Skills,
            Certifications = carried.Any(operation => operation is Operation.SetCertification or Operation.EndCertification) ? null : before.Certifications,
        };
    }

    /// <summary>The user after one operation; holdings must be known.</summary>
    public static ObservedUser After(ObservedUser before, Operation applied)
    {
        if (before is not { Skills: { } skills, Certifications: { } certifications })
        {
            throw new ArgumentException($"The holdings of user {before.Id} have not been read.", nameof(before));
        }

        return applied switch
        {
            Operation.GrantSkill grant => before with { Skills = skills.With(grant.Skill, grant.Level) },
            Operation.RateSkill rate => before with { Skills = skills.With(rate.Skill, rate.To) },
            Operation.RevokeSkill revoke => before with { Skills = skills.Without(revoke.Skill) },
            Operation.SetCertification set => before with { Certifications = certifications.With(set.Certification, set.To) },

            // A bare name has no date that could end it: it is taken off the list.
            Operation.EndCertification { To.ExpiresOn: null } end => before with { Certifications = certifications.Without(end.Certification) },
            Operation.EndCertification end => before with { Certifications = certifications.With(end.Certification, end.To) },
            _ => throw new ArgumentOutOfRangeException(nameof(applied), applied, "Unknown operation."),
        };
    }
}
