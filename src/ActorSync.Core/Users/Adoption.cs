using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Under <c>Policy:Adopt</c>, makes the source the owner of what it states and what is found already equal.</summary>
internal static class Adoption
{
    /// <summary>The ledger with the adopted values; what any source owns already is left to it, and gates are never owned.</summary>
    public static AgentLedger Adopt(
        AgentLedger ledger, ObservedUser observed, SkillWishes skills, CertificationWishes certifications, SourceName source, Instant now)
    {
        foreach (var (skill, wish) in skills.BySkill)
        {
            if (wish is SkillWish.Hold hold && observed.Skills!.TryGet(skill, out var level) && level == hold.Level && !ledger.IsOwned(skill))
            {
                ledger = ledger.Owning(source, skill, level);
            }
        }

        foreach (var (certification, wish) in certifications.ById)
        {
            if (observed.Certifications!.TryGet(certification, out var held)
                && IsAsWished(wish, held)
                && !held.HasEndedAt(now)
                && !ledger.IsOwned(certification))
            {
                ledger = ledger.Owning(source, certification, held);
            }
        }

        return ledger;
    }

    private static bool IsAsWished(CertificationWish wish, HeldCertification held) => wish switch
    {
        CertificationWish.Keep => true,
        CertificationWish.Hold hold => held.ExpiresOn is null || held.IsAsWritten(new(hold.IssuedOn, hold.ExpiresOn)),
        _ => false,
    };
}
