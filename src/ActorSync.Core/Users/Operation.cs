using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>One change of one value of one user, with the value that it replaces. A closed family.</summary>
/// <param name="Cause">Why it was decided; a gating skill's operation carries the cause of its certification's.</param>
public abstract record Operation(OperationCause Cause)
{
    /// <summary>The row that states it, or null where none does: absent people, what only the ledger knows, and what is read back from before this was kept.</summary>
    /// <remarks>It tells people where a change comes from and is no part of what the change is: two operations that differ in nothing else are equal.</remarks>
    public RowRef? Origin { get; init; }

    /// <summary>Whether it takes something away before its own date, and so counts for the guard.</summary>
    public bool CountsForGuard => this is RevokeSkill or EndCertification && Cause is not OperationCause.Expired;

    /// <summary>Whether it is about the skill that stands for a certification: nobody owns that, and it follows its certification.</summary>
    public bool IsOfGate => this is GrantSkill { IsGate: true } or RateSkill { IsGate: true } or RevokeSkill { IsGate: true };

    /// <summary>What an undoing gives back beside the value, or null where nothing is known or needed.</summary>
    /// <remarks>As <see cref="Origin"/> it is no part of what the change is, and a journal that does not keep it gives the value back as nobody's.</remarks>
    public RestoredPlace? Restores { get; init; }

    /// <summary>
    /// The last instant at which it may be written, because the certification that it gives, or stands for, holds no longer; null where the target itself
    /// ends what is given, and where nothing dates it.
    /// </summary>
    /// <remarks>As <see cref="Origin"/> it is no part of what the change is. The journal does not keep it: who goes on with a run goes by its plan, which does.</remarks>
    public Instant? Until { get; init; }

    /// <summary>Whether what it would give has ended by its date.</summary>
    public bool HasEndedAt(Instant now) => Until <= now;

    /// <inheritdoc/>
    public virtual bool Equals(Operation? other) => other is not null && EqualityContract == other.EqualityContract && Cause == other.Cause;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Cause);

    /// <summary>The operation in words, with the target's ids: <c>rating skill 1a2b 3 → 4</c>.</summary>
    public sealed override string ToString() => InWords(TaxonomyNames.None);

    /// <summary>The operation in words: <c>rating skill Billing 3 → 4</c>; whatever <paramref name="names"/> does not know goes by its id.</summary>
    public string InWords(TaxonomyNames names)
    {
        ArgumentNullException.ThrowIfNull(names);

        return this switch
        {
            GrantSkill grant => $"giving skill {names.Of(grant.Skill)} at {grant.Level}",
            RateSkill rate => $"rating skill {names.Of(rate.Skill)} {rate.From} → {rate.To}",
            RevokeSkill revoke => $"removing skill {names.Of(revoke.Skill)}, held at {revoke.From}",
            SetCertification set => $"setting certification {names.Of(set.Certification)}",
            EndCertification end => $"ending certification {names.Of(end.Certification)}",
            _ => throw new InvalidOperationException($"Unknown operation {GetType().Name}."),
        };
    }

    /// <summary>Gives a skill that is not held.</summary>
    /// <param name="Skill">The skill.</param>
    /// <param name="Level">The level given.</param>
    /// <param name="IsGate">Whether the skill stands for a certification.</param>
    /// <param name="Cause">Why.</param>
    public sealed record GrantSkill(SkillId Skill, Level Level, bool IsGate, OperationCause Cause) : Operation(Cause);

    /// <summary>Changes the level of a skill that is held.</summary>
    public sealed record RateSkill(SkillId Skill, Level From, Level To, bool IsGate, OperationCause Cause) : Operation(Cause);

    /// <summary>Takes a skill away.</summary>
    public sealed record RevokeSkill(SkillId Skill, Level From, bool IsGate, OperationCause Cause) : Operation(Cause);

    /// <summary>Gives a certification or changes its dates to ones that still hold.</summary>
    public sealed record SetCertification(CertificationId Certification, HeldCertification? From, HeldCertification To, OperationCause Cause)
        : Operation(Cause);

    /// <summary>Ends a held certification: an expiry not later than now, or the name taken off the list.</summary>
    public sealed record EndCertification(CertificationId Certification, HeldCertification From, HeldCertification To, OperationCause Cause)
        : Operation(Cause);
}
