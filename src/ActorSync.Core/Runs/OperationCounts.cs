using System.Collections.Immutable;
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
    public OperationCounts Count(Operation operation) => Count([operation]);

    /// <summary>The counts with so many operations more.</summary>
    public OperationCounts Count(ImmutableArray<Operation> operations)
    {
        var (added, rated, removed, set, ended) = (SkillsAdded, SkillsRated, SkillsRemoved, CertificationsSet, CertificationsEnded);
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case Operation.GrantSkill:
                    added++;
                    break;
                case Operation.RateSkill:
                    rated++;
                    break;
                case Operation.RevokeSkill:
                    removed++;
                    break;
                case Operation.SetCertification:
                    set++;
                    break;
                case Operation.EndCertification:
                    ended++;
                    break;
                default:
                    throw new InvalidOperationException($"Unknown operation {operation.GetType().Name}.");
            }
        }

        return operations.IsEmpty ? this : new(added, rated, removed, set, ended);
    }

    /// <summary>The sum of two counts.</summary>
    public static OperationCounts operator +(OperationCounts left, OperationCounts right) => new(
        left.SkillsAdded + right.SkillsAdded,
        left.SkillsRated + right.SkillsRated,
        left.SkillsRemoved + right.SkillsRemoved,
        left.CertificationsSet + right.CertificationsSet,
        left.CertificationsEnded + right.CertificationsEnded);
}
