using ActorSync.Core.Certifications;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Point 7 of "What a run does to a person": certifications as bare names with gating skills.</summary>
public class Point7GatingTests
{
    private static readonly PlanningContext NamedContext = Context(TargetKind.Named);
    private static readonly NodaTime.Instant FutureDate = Now + Days(90);
    private static readonly NodaTime.Instant PastDate = Now - Days(3);

    [Fact]
    public void A_certification_that_holds_gives_its_name_and_its_gate_at_the_gate_s_level()
    {
        var decision = Decide(Pci.Until(FutureDate), User());

        Assert.Equal(
            [
                new Operation.SetCertification(Id(Pci), null, HeldCertification.NameOnly, OperationCause.Stated),
                new Operation.GrantSkill(Id(PciGate), GateLevel, IsGate: true, OperationCause.Stated),
            ],
            decision.Operations);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_given_says_until_when_the_certification_holds(bool isHeldAtAnotherLevel)
    {
        var decision = Decide(Pci.Until(FutureDate), isHeldAtAnotherLevel ? User([(PciGate, 2)]) : User());

        Assert.Equal(2, decision.Operations.Length);
        Assert.All(decision.Operations, operation => Assert.Equal(ExpiryRule.ExpiresOn(FutureDate, ExpiryMargin.PreviousUtcDay), operation.Until));
        Assert.All(Decide(Pci.Until(PastDate), User([(PciGate, 5)], [Pci.Named()])).Operations, operation => Assert.Null(operation.Until));
    }

    [Fact]
    public void A_gate_that_two_certifications_share_is_given_until_the_later_of_them_ends()
    {
        var both = new DeclaredTaxonomy(
            Declared.Skills, Declared.Certifications.Select(certification => certification.Name == Gdpr ? certification with { Gate = new(PciGate, GateLevel) } : certification));
        var context = NamedContext with { Taxonomy = NamedContext.Taxonomy with { Declared = both } };

        var decision = AgentPlanner.Decide(
            Person(certifications: Certified(Gdpr.Until(FutureDate + Days(9)), Pci.Until(FutureDate))), User(), AgentLedger.Empty, context, Now);

        var gate = Assert.Single(decision.Operations.OfType<Operation.GrantSkill>());
        Assert.Equal(ExpiryRule.ExpiresOn(FutureDate + Days(9), ExpiryMargin.PreviousUtcDay), gate.Until);
    }

    [Fact]
    public void A_gate_at_another_level_is_re_rated()
    {
        var decision = Decide(Pci.Until(FutureDate), User([(PciGate, 2)], [Pci.Named()]));

        Assert.Equal([new Operation.RateSkill(Id(PciGate), new(2), GateLevel, IsGate: true, OperationCause.Stated)], decision.Operations);
    }

    [Fact]
    public void Without_a_gate_only_the_name_is_projected()
    {
        Assert.Equal(
            [new Operation.SetCertification(Id(Gdpr), null, HeldCertification.NameOnly, OperationCause.Stated)],
            Decide(Gdpr.Until(FutureDate), User()).Operations);
    }

    [Theory]
    [InlineData(RemovalPolicy.Never)]
    [InlineData(RemovalPolicy.Owned)]
    [InlineData(RemovalPolicy.Managed)]
    public void A_certification_that_is_over_loses_the_gate_first_and_then_the_name_and_counts_for_no_guard(RemovalPolicy policy)
    {
        var decision = AgentPlanner.Decide(
            Person(certifications: Certified(Pci.Until(PastDate)), hasRejectedRow: true),
            User([(PciGate, 5)], [Pci.Named()]),
            AgentLedger.Empty,
            Context(TargetKind.Named, Removing(policy)),
            Now);

        Assert.Equal(
            [
                new Operation.RevokeSkill(Id(PciGate), new(5), IsGate: true, OperationCause.Expired),
                new Operation.EndCertification(Id(Pci), HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.Expired),
            ],
            decision.Operations);
        Assert.All(decision.Operations, operation => Assert.False(operation.CountsForGuard));
    }

    [Fact]
    public void A_gate_left_behind_by_a_certification_that_is_over_is_removed_all_the_same()
    {
        Assert.Equal(
            [new Operation.RevokeSkill(Id(PciGate), new(5), IsGate: true, OperationCause.Expired)],
            Decide(Pci.Until(PastDate), User([(PciGate, 5)])).Operations);
    }

    [Fact]
    public void The_ledger_s_date_ends_a_certification_that_this_file_does_not_mention()
    {
        var ledger = AgentLedger.Empty.Dating(Pci, PastDate);

        var decision = AgentPlanner.Decide(Person(), User([(PciGate, 5)], [Pci.Named()]), ledger, NamedContext, Now);

        Assert.Equal(2, decision.Operations.Length);
        Assert.All(decision.Operations, operation => Assert.Equal(OperationCause.Expired, operation.Cause));
    }

    [Fact]
    public void An_undated_row_goes_by_the_ledger_s_date()
    {
        var holds = AgentPlanner.Decide(
            Person(certifications: Certified(Pci.Until(null))), User(), AgentLedger.Empty.Dating(Pci, FutureDate), NamedContext, Now);
        var over = AgentPlanner.Decide(
            Person(certifications: Certified(Pci.Until(null))), User([(PciGate, 5)], [Pci.Named()]), AgentLedger.Empty.Dating(Pci, PastDate), NamedContext, Now);

        Assert.Equal(2, holds.Operations.Length);
        Assert.All(over.Operations, operation => Assert.Equal(OperationCause.Expired, operation.Cause));
    }

    [Fact]
    public void Where_nothing_dates_it_the_certification_and_its_gate_are_left_as_found()
    {
        Assert.Empty(Decide(Pci.Until(null), User([(PciGate, 2)], [Pci.Named()])).Operations);
        Assert.Empty(Decide(Pci.Until(null), User(certifications: [Pci.Named()])).Operations);
        Assert.Empty(AgentPlanner.Decide(Person(certifications: Certified()), User([(PciGate, 5)]), AgentLedger.Empty, Context(TargetKind.Named, Removing(RemovalPolicy.Managed)), Now).Operations);
    }

    [Fact]
    public void Undated_and_not_held_is_a_rejected_item()
    {
        Assert.Equal("certification-undated", Assert.Single(Decide(Pci.Until(null), User()).Rejections).Rule);
    }

    [Fact]
    public void A_gate_is_no_skill_of_its_own_so_the_skill_list_never_removes_it()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills()), User([(PciGate, 5), (Billing, 1)]), AgentLedger.Empty, Context(TargetKind.Named, Removing(RemovalPolicy.Managed)), Now);

        Assert.Equal([new Operation.RevokeSkill(Id(Billing), new(1), IsGate: false, OperationCause.NoLongerStated)], decision.Operations);
    }

    [Fact]
    public void A_certification_removed_by_policy_takes_its_gate_along()
    {
        var ledger = AgentLedger.Empty.Owning(Pci.Named()).Dating(Pci, FutureDate);

        var decision = AgentPlanner.Decide(Person(certifications: Certified()), User([(PciGate, 5)], [Pci.Named()]), ledger, NamedContext, Now);
        var (_, after) = decision.Apply(User([(PciGate, 5)], [Pci.Named()]), NamedContext);

        Assert.Equal(2, decision.Operations.Length);
        Assert.All(decision.Operations, operation => Assert.Equal(OperationCause.NoLongerStated, operation.Cause));
        Assert.Equal(Now, Assert.Single(after.Dates).EndedAt);
    }

    [Fact]
    public void A_gate_that_comes_back_after_its_certification_was_ended_is_removed_again()
    {
        var ledger = AgentLedger.Empty.Dating(Pci, FutureDate, endedAt: Now - Days(1));

        var decision = AgentPlanner.Decide(Person(), User([(PciGate, 5)]), ledger, NamedContext, Now);

        Assert.Equal([new Operation.RevokeSkill(Id(PciGate), new(5), IsGate: true, OperationCause.Lapsed)], decision.Operations);
    }

    [Fact]
    public void Lapse_takes_name_and_gate_and_is_then_satisfied()
    {
        var person = Person(certifications: Certified(Pci.Until(null, new Renewal.Lapse())));
        var user = User([(PciGate, 5)], [Pci.Named()]);

        var lapsed = AgentPlanner.Decide(person, user, AgentLedger.Empty, Context(TargetKind.Named, Removing(RemovalPolicy.Never)), Now);
        var (after, ledger) = lapsed.Apply(user, NamedContext);
        var again = AgentPlanner.Decide(person, after, ledger, NamedContext, Now + Days(1));

        Assert.All(lapsed.Operations, operation => Assert.Equal(OperationCause.Lapsed, operation.Cause));
        Assert.Equal(2, lapsed.Operations.Length);
        Assert.Empty(again.Operations);
    }

    [Fact]
    public void A_gate_that_the_target_lacks_rejects_the_item_and_leaves_the_name_alone()
    {
        var decision = Decide(Forklift.Until(FutureDate), User());

        Assert.Equal("gating-skill-not-on-target", Assert.Single(decision.Rejections).Rule);
        Assert.Empty(decision.Operations);
    }

    [Fact]
    public void A_declared_certification_is_never_lacking_on_this_target()
    {
        var decision = Decide(GhostCertification.Until(FutureDate), User());

        Assert.Empty(decision.Rejections);
        Assert.Single(decision.Operations);
    }

    [Fact]
    public void A_gate_is_never_owned()
    {
        var (_, ledger) = Decide(Pci.Until(FutureDate), User()).Apply(User(), NamedContext);

        Assert.Empty(ledger.Skills);
        Assert.Single(ledger.Certifications);
    }

    [Fact]
    public void Where_certifications_have_dates_their_gating_skills_are_skills_like_any_other()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(PciGate.At(3))), User([(PciGate, 5)]), AgentLedger.Empty, Context(TargetKind.Dated), Now);

        Assert.Equal([new Operation.RateSkill(Id(PciGate), new(5), new(3), IsGate: false, OperationCause.Stated)], decision.Operations);
    }

    private static AgentDecision Decide(StatedCertification stated, ObservedUser user) =>
        AgentPlanner.Decide(Person(certifications: Certified(stated)), user, AgentLedger.Empty, NamedContext, Now);
}
