using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>Who added a value, and whether it still is as it was written.</summary>
internal static class Ownership
{
    /// <summary>Whether the source added the skill and nobody changed its level since.</summary>
    public static bool Owns(this AgentLedger ledger, SourceName source, SkillId skill, Level held)
    {
        foreach (var owned in ledger.Skills)
        {
            if (owned.Source == source && owned.Skill == skill)
            {
                return owned.Written == held;
            }
        }

        return false;
    }

    /// <summary>Whether the source added the certification and nobody changed its dates since.</summary>
    public static bool Owns(this AgentLedger ledger, SourceName source, CertificationId certification, HeldCertification held)
    {
        foreach (var owned in ledger.Certifications)
        {
            if (owned.Source == source && owned.Certification == certification)
            {
                return held.IsAsWritten(owned.Written);
            }
        }

        return false;
    }

    /// <summary>The source that owns the skill at just this level, or null.</summary>
    public static SourceName? OwnerOf(this AgentLedger ledger, SkillId skill, Level level)
    {
        foreach (var owned in ledger.Skills)
        {
            if (owned.Skill == skill && owned.Written == level)
            {
                return owned.Source;
            }
        }

        return null;
    }

    /// <summary>The source that owns the certification, or null.</summary>
    public static SourceName? OwnerOf(this AgentLedger ledger, CertificationId certification)
    {
        foreach (var owned in ledger.Certifications)
        {
            if (owned.Certification == certification)
            {
                return owned.Source;
            }
        }

        return null;
    }

    /// <summary>The source that owns the certification and wrote what is held, or null.</summary>
    public static SourceName? OwnerOf(this AgentLedger ledger, CertificationId certification, HeldCertification held)
    {
        foreach (var owned in ledger.Certifications)
        {
            if (owned.Certification == certification && held.IsAsWritten(owned.Written))
            {
                return owned.Source;
            }
        }

        return null;
    }

    /// <summary>Whether any source owns the skill.</summary>
    public static bool IsOwned(this AgentLedger ledger, SkillId skill)
    {
        foreach (var owned in ledger.Skills)
        {
            if (owned.Skill == skill)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether any source owns the certification.</summary>
    public static bool IsOwned(this AgentLedger ledger, CertificationId certification) => ledger.OwnerOf(certification) is not null;

    /// <summary>Whether any source owns the skill at just this level.</summary>
    public static bool IsOwnedAt(this AgentLedger ledger, SkillId skill, Level level) => ledger.OwnerOf(skill, level) is not null;

    /// <summary>Whether any source owns the certification with just these dates.</summary>
    public static bool IsOwnedAt(this AgentLedger ledger, CertificationId certification, HeldCertification held) =>
        ledger.Certifications.Any(owned => owned.Certification == certification && owned.Written == held);

    /// <summary>Forgets, for every source, what is no longer held as it was written: somebody edited it since, and that lasts.</summary>
    public static AgentLedger WithoutEdited(this AgentLedger ledger, Holdings<SkillId, Level> skills, Holdings<CertificationId, HeldCertification> certifications)
    {
        var keptSkills = ledger.Skills.RemoveAll(owned => !skills.TryGet(owned.Skill, out var level) || level != owned.Written);
        var keptCertifications = ledger.Certifications.RemoveAll(
            owned => !certifications.TryGet(owned.Certification, out var held) || !held.IsAsWritten(owned.Written));

        return keptSkills.Length == ledger.Skills.Length && keptCertifications.Length == ledger.Certifications.Length
            ? ledger
            : ledger with { Skills = keptSkills, Certifications = keptCertifications };
    }

    /// <summary>The same where a run is under way: what its own operations explain has not been edited.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="observed">The user as read, with holdings known.</param>
    /// <param name="sent">What was perhaps sent and is not settled: the reading may show it while the ledger does not know it yet.</param>
    /// <param name="late">What was perhaps written seconds ago: the ledger may know it while the reading does not show it yet.</param>
    public static AgentLedger WithoutEdited(this AgentLedger ledger, ObservedUser observed, ImmutableArray<Operation> sent, ImmutableArray<Operation> late)
    {
        var without = ledger.WithoutEdited(observed.Skills!, observed.Certifications!);
        if (without == ledger || (sent.IsEmpty && late.IsEmpty))
        {
            return without;
        }

        var unseen = Drift.Find(late, observed).Valid; // What the user shows is what they replace.
        var shown = sent.Where(operation => ReadBack.Shows([operation], observed, observed.ObservedAt)).ToList();
        return without with
        {
            Skills = [.. ledger.Skills.Where(owned => without.Skills.Contains(owned) || shown.Exists(operation => IsOf(operation, owned.Skill)) || unseen.Any(operation => Gives(operation, owned)))],
            Certifications =
            [
                .. ledger.Certifications.Where(
                    owned => without.Certifications.Contains(owned) || shown.Exists(operation => IsOf(operation, owned.Certification)) || unseen.Any(operation => Gives(operation, owned))),
            ],
        };
    }

    /// <summary>The ledger in which the source, and no other, owns the skill at a level.</summary>
    public static AgentLedger Owning(this AgentLedger ledger, SourceName source, SkillId skill, Level written) => ledger with
    {
        Skills = LedgerOrder.With(ledger.Skills, new OwnedSkill(source, skill, written)),
    };

    /// <summary>The ledger in which the source, and no other, owns the certification with its dates.</summary>
    public static AgentLedger Owning(this AgentLedger ledger, SourceName source, CertificationId certification, HeldCertification written) => ledger with
    {
        Certifications = LedgerOrder.With(ledger.Certifications, new OwnedCertification(source, certification, written)),
    };

    /// <summary>The ledger in which nobody owns the skill.</summary>
    public static AgentLedger Disowning(this AgentLedger ledger, SkillId skill) =>
        ledger.IsOwned(skill) ? ledger with { Skills = Without(ledger.Skills, skill) } : ledger;

    /// <summary>The ledger in which nobody owns the certification.</summary>
    public static AgentLedger Disowning(this AgentLedger ledger, CertificationId certification) =>
        ledger.IsOwned(certification) ? ledger with { Certifications = Without(ledger.Certifications, certification) } : ledger;

    // By themselves, so that whoever owns nothing of it costs no closure.
    private static ImmutableArray<OwnedSkill> Without(ImmutableArray<OwnedSkill> owned, SkillId skill) => owned.RemoveAll(each => each.Skill == skill);

    private static ImmutableArray<OwnedCertification> Without(ImmutableArray<OwnedCertification> owned, CertificationId certification) =>
        owned.RemoveAll(each => each.Certification == certification);

    private static bool IsOf(Operation operation, SkillId skill) => operation switch
    {
        Operation.GrantSkill grant => grant.Skill == skill,
        Operation.RateSkill rate => rate.Skill == skill,
        Operation.RevokeSkill revoke => revoke.Skill == skill,
        _ => false,
    };

    private static bool IsOf(Operation operation, CertificationId certification) => operation switch
    {
        Operation.SetCertification set => set.Certification == certification,
        Operation.EndCertification end => end.Certification == certification,
        _ => false,
    };

    private static bool Gives(Operation operation, OwnedSkill owned) => operation switch
    {
        Operation.GrantSkill grant => (grant.Skill, grant.Level) == (owned.Skill, owned.Written),
        Operation.RateSkill rate => (rate.Skill, rate.To) == (owned.Skill, owned.Written),
        _ => false,
    };

    private static bool Gives(Operation operation, OwnedCertification owned) =>
        operation is Operation.SetCertification set && set.Certification == owned.Certification && set.To == owned.Written;
}
