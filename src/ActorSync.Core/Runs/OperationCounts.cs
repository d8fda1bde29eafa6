using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Operations by kind; gating skills count as skills.</summary>
public sealed record OperationCounts(
    long SkillsAdded, long SkillsRated, long SkillsRemoved, long CertificationsSet, long CertificationsEnded)
{
    /// <summary>No operation.</summary>
    public static readonly OperationCounts None = new(0, 0, 0, 0, 0);

    /// <summary>All operations.</summary>
    public long Total => SkillsAdded + SkillsRated + SkillsRemoved + CertificationsSet + CertificationsEnded;

    /// <summary>The counts with one operation more.</summary>
    public OperationCounts Count(Operation operation) => operation switch
    {
        Operation.GrantSkill => this with { SkillsAdded = SkillsAdded + 1 },
        Operation.RateSkill => this with { SkillsRated = SkillsRated + 1 },
        Operation.RevokeSkill => this with { SkillsRemoved = SkillsRemoved + 1 },
        Operation.SetCertification => this with { CertificationsSet = CertificationsSet + 1 },
        Operation.EndCertification => this with { CertificationsEnded = CertificationsEnded + 1 },
        _ => throw new InvalidOperationException($"Unknown operation {operation.GetType().Name}."),
    };

    /// <summary>The sum of two counts.</summary>
    public static OperationCounts operator +(OperationCounts left, OperationCounts right) => new(
        left.SkillsAdded + right.SkillsAdded,
        left.SkillsRated + right.SkillsRated,
        left.SkillsRemoved + right.SkillsRemoved,
        left.CertificationsSet + right.CertificationsSet,
        left.CertificationsEnded + right.CertificationsEnded);
}
