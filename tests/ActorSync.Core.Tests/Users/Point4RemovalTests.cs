using ActorSync.Core.Policies;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Point 4 of "What a run does to a person": removal of what is no longer stated, and ownership.</summary>
public class Point4RemovalTests
{
    [Theory]
    [InlineData(RemovalPolicy.Never, 0)]
    [InlineData(RemovalPolicy.Owned, 1)]
    [InlineData(RemovalPolicy.Managed, 2)]
    public void Each_policy_takes_its_own_share_of_what_is_no_longer_stated(RemovalPolicy policy, int removed)
    {
        var ledger = AgentLedger.Empty.Owning(Billing, 3);

        var decision = AgentPlanner.Decide(
            Person(Skills()), User([(Billing, 3), (Chat, 2), (Vip, 5)]), ledger, Context(TargetKind.Dated, Removing(policy)), Now);

        Assert.Equal(removed, decision.Operations.Length);
        Assert.All(decision.Operations, operation => Assert.Equal(OperationCause.NoLongerStated, operation.Cause));
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void A_skill_given_by_hand_survives_a_roster_that_does_not_mention_it(TargetKind kind)
    {
        var decision = AgentPlanner.Decide(Person(Skills(Billing.At(3))), User([(Billing, 3), (Chat, 2)]), AgentLedger.Empty, Context(kind), Now);

        Assert.Empty(decision.Operations);
    }

    [Fact]
    public void A_value_edited_by_hand_is_re_rated_while_stated_and_never_removed_after()
    {
        var context = Context(TargetKind.Dated);
        var ledger = AgentLedger.Empty.Owning(Billing, 3);

        var stated = AgentPlanner.Decide(Person(Skills(Billing.At(3))), User([(Billing, 5)]), ledger, context, Now);
        var (user, after) = stated.Apply(User([(Billing, 5)]), context);
        var dropped = AgentPlanner.Decide(Person(Skills()), user, after, context, Now);

        Assert.Equal([new Operation.RateSkill(Id(Billing), new(5), new(3), IsGate: false, OperationCause.Stated)], stated.Operations);
        Assert.Empty(dropped.Operations);
    }

    [Fact]
    public void Ownership_lost_by_an_edit_does_not_come_back_when_the_value_does()
    {
        var context = Context(TargetKind.Dated);
        var ledger = AgentLedger.Empty.Owning(Billing, 3);

        var silent = AgentPlanner.Decide(Person(), User([(Billing, 5)]), ledger, context, Now);
        var later = AgentPlanner.Decide(Person(Skills()), User([(Billing, 3)]), silent.Ledger, context, Now);

        Assert.Empty(silent.Ledger.Skills);
        Assert.Empty(later.Operations);
    }

    [Fact]
    public void Re_rating_a_skill_that_was_there_does_not_make_it_owned()
    {
        var context = Context(TargetKind.Dated);

        var rated = AgentPlanner.Decide(Person(Skills(Billing.At(4))), User([(Billing, 2)]), AgentLedger.Empty, context, Now);
        var (user, ledger) = rated.Apply(User([(Billing, 2)]), context);
        var dropped = AgentPlanner.Decide(Person(Skills()), user, ledger, context, Now);

        Assert.Empty(dropped.Operations);
    }

    [Fact]
    public void A_source_takes_back_only_what_it_asserted_itself()
    {
        var ledger = AgentLedger.Empty.Owning(Billing, 3, Other);

        var decision = AgentPlanner.Decide(Person(Skills()), User([(Billing, 3)]), ledger, Context(TargetKind.Dated), Now);

        Assert.Empty(decision.Operations);
        Assert.Equal(ledger.Skills, decision.Ledger.Skills);
    }

    [Fact]
    public void A_certification_no_longer_stated_is_ended_now_where_it_has_dates()
    {
        var held = Pci.Holds(Now + Days(30), issuedOn: Now - Days(300));
        var decision = AgentPlanner.Decide(
            Person(certifications: Certified()), User(certifications: [held]), AgentLedger.Empty.Owning(held), Context(TargetKind.Dated), Now);

        Assert.Equal(
            [new Operation.EndCertification(Id(Pci), held.Held, held.Held with { ExpiresOn = Now }, OperationCause.NoLongerStated)],
            decision.Operations);
    }

    [Fact]
    public void A_certification_whose_dates_were_edited_by_hand_is_left_under_owned()
    {
        var written = Pci.Holds(Now + Days(30));
        var edited = Pci.Holds(Now + Days(60));

        var decision = AgentPlanner.Decide(
            Person(certifications: Certified()), User(certifications: [edited]), AgentLedger.Empty.Owning(written), Context(TargetKind.Dated), Now);

        Assert.Empty(decision.Operations);
        Assert.Empty(decision.Ledger.Certifications);
    }

    [Fact]
    public void A_certification_that_has_ended_needs_no_ending()
    {
        var decision = AgentPlanner.Decide(
            Person(certifications: Certified()),
            User(certifications: [Pci.Holds(Now)]),
            AgentLedger.Empty,
            Context(TargetKind.Dated, Removing(RemovalPolicy.Managed)),
            Now);

        Assert.Empty(decision.Operations);
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void Unmanaged_names_are_never_touched(TargetKind kind)
    {
        var certification = kind is TargetKind.Dated ? Unmanaged.Holds(Now + Days(5)) : Unmanaged.Named();

        var decision = AgentPlanner.Decide(
            Person(Skills(), Certified()), User([(Vip, 5)], [certification]), AgentLedger.Empty, Context(kind, Removing(RemovalPolicy.Managed)), Now);

        Assert.Empty(decision.Operations);
        Assert.Equal(0, decision.ManagedHeld);
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void Adopted_values_are_removed_when_they_are_no_longer_stated(TargetKind kind)
    {
        var context = Context(kind, new SyncPolicies(Adopt: true));
        var certification = kind is TargetKind.Dated ? Gdpr.Holds(Now + Days(9)) : Gdpr.Named();
        var user = User([(Billing, 3)], [certification]);

        var adopted = AgentPlanner.Decide(Person(Skills(Billing.At(3)), Certified(Gdpr.Until(null))), user, AgentLedger.Empty, context, Now);
        var dropped = AgentPlanner.Decide(Person(Skills(), Certified()), user, adopted.Ledger, context, Now);

        Assert.Empty(adopted.Operations);
        Assert.Equal(2, dropped.Operations.Length);
    }
}
