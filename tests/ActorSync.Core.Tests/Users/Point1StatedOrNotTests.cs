using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Point 1 of "What a run does to a person": stated or not.</summary>
public class Point1StatedOrNotTests
{
    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void Stated_skills_are_granted_and_re_rated(TargetKind kind)
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(3), Chat.At(2))), User([(Billing, 1)]), AgentLedger.Empty, Context(kind), Now);

        Assert.Equal(
            [
                new Operation.RateSkill(Id(Billing), new(1), new(3), IsGate: false, OperationCause.Stated),
                new Operation.GrantSkill(Id(Chat), new(2), IsGate: false, OperationCause.Stated),
            ],
            decision.Operations);
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void Lists_that_are_not_stated_change_nothing_even_where_everything_managed_is_removed(TargetKind kind)
    {
        var decision = AgentPlanner.Decide(
            Person(), User([(Billing, 3)], [Gdpr.Holds(Now.Plus(Days(9)))]), AgentLedger.Empty, Context(kind, Removing(RemovalPolicy.Managed)), Now);

        Assert.Empty(decision.Operations);
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void An_empty_list_says_none(TargetKind kind)
    {
        var person = Person(StatedList<StatedSkill, SkillName>.Empty, StatedList<StatedCertification, CertificationName>.Empty);
        var user = User([(Billing, 3)], [kind is TargetKind.Dated ? Gdpr.Holds(Now.Plus(Days(9))) : Gdpr.Named()]);

        var decision = AgentPlanner.Decide(person, user, AgentLedger.Empty, Context(kind, Removing(RemovalPolicy.Managed)), Now);

        Assert.Collection(
            decision.Operations,
            end => Assert.Equal(Id(Gdpr), Assert.IsType<Operation.EndCertification>(end).Certification),
            revoke => Assert.Equal(Id(Billing), Assert.IsType<Operation.RevokeSkill>(revoke).Skill));
        Assert.All(decision.Operations, operation => Assert.Equal(OperationCause.NoLongerStated, operation.Cause));
        Assert.All(decision.Operations, operation => Assert.True(operation.CountsForGuard));
    }

    [Theory]
    [InlineData(TargetKind.Dated)]
    [InlineData(TargetKind.Named)]
    public void Leave_as_is_changes_nothing_and_does_not_act_on_the_schedule(TargetKind kind)
    {
        var person = Person(StatedList<StatedSkill, SkillName>.NotStated with { Statement = Statement.LeaveAsIs });
        var ledger = AgentLedger.Empty.Scheduling(Chat, 4, from: Now - Days(1));

        var decision = AgentPlanner.Decide(person, User([(Billing, 3)]), ledger, Context(kind, Removing(RemovalPolicy.Managed)), Now);

        Assert.Empty(decision.Operations);
        Assert.Equal(ledger.Scheduled, decision.Ledger.Scheduled);
    }

    [Fact]
    public void A_level_left_as_is_protects_its_skill_from_removal()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(null))), User([(Billing, 3)]), AgentLedger.Empty, Context(TargetKind.Dated, Removing(RemovalPolicy.Managed)), Now);

        Assert.Empty(decision.Operations);
    }

    [Fact]
    public void The_ledger_notes_who_stated_the_person()
    {
        var decision = AgentPlanner.Decide(
            Person(), User(), AgentLedger.Empty with { StatedBy = [Other] }, Context(TargetKind.Dated), Now);

        Assert.Equal([Hris, Other], decision.Ledger.StatedBy);
        Assert.Equal("00017", decision.Ledger.Employee);
    }

    [Fact]
    public void Holdings_that_were_not_read_are_never_taken_for_none()
    {
        var unread = User() with { Skills = null };

        Assert.Throws<ArgumentException>(() => AgentPlanner.Decide(Person(), unread, AgentLedger.Empty, Context(TargetKind.Dated), Now));
    }
}
