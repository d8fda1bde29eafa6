using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Taxonomy;

public sealed class TaxonomyNamesTests
{
    private static readonly TaxonomyNames Names = new(
        ImmutableDictionary<SkillId, SkillName>.Empty.Add(new("s-1"), new("Billing")).Add(new("s-2"), new("Spanish")),
        ImmutableDictionary<CertificationId, CertificationName>.Empty.Add(new("c-1"), new("PCI")).Add(new("c-2"), new("GDPR")));

    private static readonly Operation Give = new Operation.GrantSkill(new("s-1"), new(3), false, OperationCause.Stated);
    private static readonly Operation Set = new Operation.SetCertification(new("c-2"), null, new(null, null), OperationCause.Stated);

    [Fact]
    public void A_skill_goes_by_its_name_and_by_its_id_where_that_is_all_that_is_known()
    {
        Assert.Equal("giving skill Billing at 3", Give.InWords(Names));
        Assert.Equal("giving skill s-1 at 3", Give.InWords(TaxonomyNames.None));
    }

    [Fact]
    public void A_plan_keeps_the_names_of_its_own_operations_alone()
    {
        var kept = Names.Only([Give, Set]);

        Assert.Equal("Billing", kept.Of(new SkillId("s-1")));
        Assert.Equal("GDPR", kept.Of(new CertificationId("c-2")));
        Assert.Equal((1, 1), (kept.Skills.Count, kept.Certifications.Count));
    }

    [Fact]
    public void Names_are_equal_by_what_they_say()
    {
        Assert.Equal(Names.Only([Give]), Names.Only([Give]));
        Assert.NotEqual(Names.Only([Give]), Names.Only([Set]));
    }

    [Fact]
    public void A_moved_value_is_told_by_name_with_what_to_do()
    {
        var words = UserProblem.Moved(Give).InWords(Names);

        Assert.StartsWith("giving skill Billing at 3 was skipped", words, StringComparison.Ordinal);
        Assert.Contains("Run again, or make a new plan", words, StringComparison.Ordinal);
    }
}
