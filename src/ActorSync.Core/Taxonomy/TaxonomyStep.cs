namespace ActorSync.Core.Taxonomy;

/// <summary>One thing to create on the target. A closed family.</summary>
public abstract record TaxonomyStep
{
    private TaxonomyStep()
    {
    }

    /// <summary>What is created, for people: <c>skill 'Billing'</c>.</summary>
    public abstract string Subject { get; }

    /// <summary>Creates a skill; its parent exists by then.</summary>
    public sealed record CreateSkill(DeclaredSkill Skill) : TaxonomyStep
    {
        /// <inheritdoc/>
        public override string Subject => $"skill '{Skill.Name}'";
    }

    /// <summary>Creates a certification.</summary>
    public sealed record CreateCertification(DeclaredCertification Certification) : TaxonomyStep
    {
        /// <inheritdoc/>
        public override string Subject => $"certification '{Certification.Name}'";
    }
}
