using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Point 5 of "What a run does to a person": leavers, absent people, and users who may not be written.</summary>
public class Point5PeopleTests
{
    [Theory]
    [InlineData(TargetKind.Dated, RemovalPolicy.Never, 0)]
    [InlineData(TargetKind.Dated, RemovalPolicy.Owned, 1)]
    [InlineData(TargetKind.Dated, RemovalPolicy.Managed, 3)]
    [InlineData(TargetKind.Named, RemovalPolicy.Never, 0)]
    [InlineData(TargetKind.Named, RemovalPolicy.Owned, 1)]
    [InlineData(TargetKind.Named, RemovalPolicy.Managed, 3)]
    public void A_terminated_person_loses_skills_and_certifications_under_the_removal_policy(TargetKind kind, RemovalPolicy policy, int removed)
    {
        var person = Person(Skills(Billing.At(3)), status: EmploymentStatus.Terminated);
        var user = User([(Billing, 3), (Chat, 2)], [kind is TargetKind.Dated ? Gdpr.Holds(Now + Days(9)) : Gdpr.Named()]);

        var decision = AgentPlanner.Decide(person, user, AgentLedger.Empty.Owning(Billing, 3), Context(kind, Removing(policy)), Now);

        Assert.Equal(removed, decision.Operations.Length);
        Assert.All(decision.Operations, operation => Assert.Equal(OperationCause.Terminated, operation.Cause));
    }

    [Fact]
    public void With_keep_nothing_is_written_for_a_terminated_person_and_only_their_mention_is_noted()
    {
        var person = Person(Skills(Chat.At(3)), Certified(Pci.Until(Now - Days(3))), EmploymentStatus.Terminated);
        var user = User([(Billing, 3)], [Pci.Holds(Now + Days(9))]);

        var decision = AgentPlanner.Decide(
            person, user, AgentLedger.Empty, Context(TargetKind.Dated, new SyncPolicies(RemovalPolicy.Managed, Terminated: LeaverPolicy.Keep)), Now);

        Assert.Empty(decision.Operations);
        Assert.Equal(AgentLedger.Empty with { Employee = "00017", StatedBy = [Hris] }, decision.Ledger);
    }

    [Fact]
    public void A_terminated_person_with_a_rejected_row_loses_nothing()
    {
        var person = Person(status: EmploymentStatus.Terminated, hasRejectedRow: true);

        var decision = AgentPlanner.Decide(
            person, User([(Billing, 3)]), AgentLedger.Empty, Context(TargetKind.Dated, Removing(RemovalPolicy.Managed)), Now);

        Assert.Empty(decision.Operations);
    }

    [Fact]
    public void A_person_on_leave_counts_as_active()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(3)), status: EmploymentStatus.OnLeave), User(), AgentLedger.Empty, Context(TargetKind.Dated), Now);

        Assert.Equal(OperationCause.Stated, Assert.Single(decision.Operations).Cause);
    }

    [Fact]
    public void An_absent_person_keeps_everything_unless_the_policy_removes()
    {
        var ledger = AgentLedger.Empty.Owning(Billing, 3) with { StatedBy = [Hris] };
        var user = User([(Billing, 3)]);

        var kept = AgentPlanner.Decide(null, user, ledger, Context(TargetKind.Named), Now);
        var removed = AgentPlanner.Decide(null, user, ledger, Context(TargetKind.Named, new SyncPolicies(Absent: LeaverPolicy.Remove)), Now);

        Assert.Empty(kept.Operations);
        Assert.Equal(ledger, kept.Ledger);
        Assert.Equal([new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.Absent)], removed.Operations);
    }

    [Fact]
    public void A_leaver_s_schedule_is_forgotten()
    {
        var ledger = AgentLedger.Empty.Scheduling(Chat, 3, from: Now + Days(2)).Scheduling(Chat, 3, from: Now + Days(2), source: Other);

        var decision = AgentPlanner.Decide(Person(status: EmploymentStatus.Terminated), User(), ledger, Context(TargetKind.Named), Now);

        Assert.Equal(Other, Assert.Single(decision.Ledger.Scheduled).Source);
    }

    [Theory]
    [InlineData(UserState.Inactive)]
    [InlineData(UserState.Deleted)]
    public void A_user_who_may_not_be_written_is_held_only_where_something_would_change(UserState state)
    {
        var context = Context(TargetKind.Dated);

        var changed = AgentPlanner.Decide(Person(Skills(Billing.At(3))), User(state: state), AgentLedger.Empty, context, Now);
        var unchanged = AgentPlanner.Decide(Person(Skills(Billing.At(3))), User([(Billing, 3)], state: state), AgentLedger.Empty, context, Now);

        Assert.NotNull(changed.Held);
        Assert.Single(changed.Operations);
        Assert.Null(unchanged.Held);
    }

    [Fact]
    public void A_deleted_user_whom_nobody_can_read_is_held_while_something_is_stated()
    {
        var context = Context(TargetKind.Dated);
        var gone = User(state: UserState.Deleted) with { Skills = null, Certifications = null };

        var stated = AgentPlanner.Decide(Person(Skills(Billing.At(3))), gone, AgentLedger.Empty, context, Now);
        var silent = AgentPlanner.Decide(Person(), gone, AgentLedger.Empty, context, Now);
        var leaver = AgentPlanner.Decide(Person(status: EmploymentStatus.Terminated), gone, AgentLedger.Empty.Owning(Billing, 3), context, Now);
        var absent = AgentPlanner.Decide(null, gone, AgentLedger.Empty, Context(TargetKind.Dated, new(Absent: LeaverPolicy.Remove)), Now);

        Assert.NotNull(stated.Held);
        Assert.Null(silent.Held);
        Assert.NotNull(leaver.Held);
        Assert.Null(absent.Held);
    }

    [Fact]
    public void The_guard_s_denominator_counts_managed_skills_and_certifications_that_still_hold()
    {
        var user = User([(Billing, 3), (PciGate, 5), (Vip, 1)], [Pci.Holds(Now + Days(1)), Gdpr.Holds(Now - Days(1))]);

        var decision = AgentPlanner.Decide(Person(), user, AgentLedger.Empty, Context(TargetKind.Dated), Now);

        Assert.Equal(3, decision.ManagedHeld);
    }
}
