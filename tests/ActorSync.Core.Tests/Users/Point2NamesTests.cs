using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Point 2 of "What a run does to a person": names, and what a rejected item or row protects.</summary>
public class Point2NamesTests
{
    private static readonly SyncPolicies RemovingManaged = Removing(RemovalPolicy.Managed);

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void A_declared_skill_that_the_target_lacks_is_a_rejected_item_with_its_remedy(TargetKind kind)
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Ghost.At(3), Chat.At(2))), User([(Billing, 3)]), AgentLedger.Empty, Context(kind, RemovingManaged), Now);

        var rejection = Assert.Single(decision.Rejections);
        Assert.Equal("skill-not-on-target", rejection.Rule);
        Assert.Contains("actorsync taxonomy apply", rejection.Message, StringComparison.Ordinal);
        Assert.Equal(2, decision.Operations.Length);
    }

    [Fact]
    public void A_lacking_skill_in_a_sheet_is_a_rejected_row_and_the_person_loses_nothing()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Ghost.At(3, origin: ItemOrigin.SheetRow), Chat.At(2, origin: ItemOrigin.SheetRow), Spanish.At(0, origin: ItemOrigin.SheetRow))),
            User([(Billing, 3), (Spanish, 1)]),
            AgentLedger.Empty,
            Context(TargetKind.Dated, RemovingManaged),
            Now);

        Assert.Equal([new Operation.GrantSkill(Id(Chat), new(2), IsGate: false, OperationCause.Stated)], decision.Operations);
        Assert.Equal(ItemOrigin.SheetRow, Assert.Single(decision.Rejections).Origin);
    }

    [Fact]
    public void A_lacking_certification_is_rejected_where_certifications_are_things_of_their_own()
    {
        var person = Person(certifications: Certified(GhostCertification.Until(Now + Days(90))));

        var decision = AgentPlanner.Decide(person, User(), AgentLedger.Empty, Context(TargetKind.Dated), Now);

        Assert.Equal("certification-not-on-target", Assert.Single(decision.Rejections).Rule);
        Assert.Empty(decision.Operations);
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void What_a_rejected_item_means_stays_untouched(TargetKind kind)
    {
        var person = Person(
            Skills() with { Untouched = [Billing] },
            Certified() with { Untouched = [Gdpr] });
        var user = User([(Billing, 3), (Chat, 1)], [kind is TargetKind.Dated ? Gdpr.Holds(Now + Days(9)) : Gdpr.Named()]);

        var decision = AgentPlanner.Decide(person, user, AgentLedger.Empty, Context(kind, RemovingManaged), Now);

        Assert.Equal([new Operation.RevokeSkill(Id(Chat), new(1), IsGate: false, OperationCause.NoLongerStated)], decision.Operations);
    }

    [Fact]
    public void While_a_name_is_unknown_nothing_of_that_list_is_removed_as_no_longer_stated_but_a_zero_is()
    {
        var person = Person(Skills(Chat.At(0)) with { HasUnknownName = true });

        var decision = AgentPlanner.Decide(person, User([(Billing, 3), (Chat, 1)]), AgentLedger.Empty, Context(TargetKind.Dated, RemovingManaged), Now);

        Assert.Equal([new Operation.RevokeSkill(Id(Chat), new(1), IsGate: false, OperationCause.Zero)], decision.Operations);
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void A_person_with_a_rejected_row_loses_nothing_a_zero_and_a_lapse_included(TargetKind kind)
    {
        var person = Person(
            Skills(Chat.At(0), Spanish.At(4)),
            Certified(Gdpr.Until(null, new Renewal.Lapse())),
            hasRejectedRow: true);
        var user = User([(Billing, 3), (Chat, 1)], [kind is TargetKind.Dated ? Gdpr.Holds(Now + Days(9)) : Gdpr.Named()]);

        var decision = AgentPlanner.Decide(person, user, AgentLedger.Empty, Context(kind, RemovingManaged), Now);

        Assert.Equal([new Operation.GrantSkill(Id(Spanish), new(4), IsGate: false, OperationCause.Stated)], decision.Operations);
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void A_rejected_row_with_an_unreadable_key_suspends_the_removals_of_its_sheet(TargetKind kind)
    {
        var person = Person(Skills(), Certified());
        var user = User([(Billing, 3)], [kind is TargetKind.Dated ? Gdpr.Holds(Now + Days(9)) : Gdpr.Named()]);

        var skills = AgentPlanner.Decide(person, user, AgentLedger.Empty, Context(kind, RemovingManaged, suspendSkillRemoval: true), Now);
        var certifications = AgentPlanner.Decide(person, user, AgentLedger.Empty, Context(kind, RemovingManaged, suspendCertificationRemoval: true), Now);

        Assert.IsType<Operation.EndCertification>(Assert.Single(skills.Operations));
        Assert.IsType<Operation.RevokeSkill>(Assert.Single(certifications.Operations));
    }
}
