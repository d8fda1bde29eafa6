using ActorSync.Core.Policies;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Point 8 of "What a run does to a person": values that begin later or end on a known day.</summary>
public class Point8EffectiveDatesTests
{
    private static readonly PlanningContext ManagedContext = Context(TargetKind.Named, Removing(RemovalPolicy.Managed));

    [Fact]
    public void A_future_value_is_kept_and_protects_its_name_until_then()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(5, from: Now + Days(2)))), User([(Billing, 3)]), AgentLedger.Empty, ManagedContext, Now);

        Assert.Empty(decision.Operations);
        Assert.Equal([new ScheduledSkill(Hris, Id(Billing), new(5), Now + Days(2), null)], decision.Ledger.Scheduled);
    }

    [Fact]
    public void A_kept_value_is_applied_on_its_day_by_a_file_that_does_not_state_the_skills()
    {
        var ledger = AgentLedger.Empty.Scheduling(Billing, 5, from: Now);

        var early = AgentPlanner.Decide(Person(), User([(Billing, 3)]), ledger, ManagedContext, Now - Days(1));
        var due = AgentPlanner.Decide(Person(), User([(Billing, 3)]), ledger, ManagedContext, Now);
        var (user, after) = due.Apply(User([(Billing, 3)]), ManagedContext);

        Assert.Empty(early.Operations);
        Assert.Equal([new Operation.RateSkill(Id(Billing), new(3), new(5), IsGate: false, OperationCause.Scheduled)], due.Operations);
        Assert.Empty(after.Scheduled);
        Assert.Empty(AgentPlanner.Decide(Person(), user, after, ManagedContext, Now + Days(1)).Operations);
    }

    [Fact]
    public void A_kept_zero_removes_on_its_day()
    {
        var ledger = AgentLedger.Empty.Scheduling(Billing, 0, from: Now);

        var decision = AgentPlanner.Decide(Person(), User([(Billing, 3)]), ledger, Context(TargetKind.Dated), Now);

        Assert.Equal([new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.Zero)], decision.Operations);
    }

    [Fact]
    public void After_its_last_valid_day_a_value_is_no_longer_stated()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(3, until: Now))), User([(Billing, 3)]), AgentLedger.Empty.Owning(Billing, 3), Context(TargetKind.Dated), Now);

        Assert.Equal([new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.NoLongerStated)], decision.Operations);
    }

    [Fact]
    public void A_known_end_is_kept_so_that_a_silent_file_takes_the_value_back_under_the_policy()
    {
        var context = Context(TargetKind.Dated);
        var given = AgentPlanner.Decide(Person(Skills(Billing.At(3, until: Now + Days(5)))), User(), AgentLedger.Empty, context, Now);
        var (user, ledger) = given.Apply(User(), context);

        var before = AgentPlanner.Decide(Person(), user, ledger, context, Now + Days(4));
        var after = AgentPlanner.Decide(Person(), user, ledger, context, Now + Days(5));
        var (_, done) = after.Apply(user, context, Now + Days(5));

        Assert.Empty(before.Operations);
        Assert.Equal([new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.NoLongerStated)], after.Operations);
        Assert.Empty(done.Scheduled);
    }

    [Fact]
    public void A_value_edited_after_its_day_is_left_alone_by_a_file_that_does_not_state_the_skills()
    {
        var context = Context(TargetKind.Dated);
        var ledger = AgentLedger.Empty.Scheduling(Billing, 5, from: Now, until: Now + Days(9));
        var due = AgentPlanner.Decide(Person(), User(), ledger, context, Now);
        var (_, after) = due.Apply(User(), context);

        var edited = AgentPlanner.Decide(Person(), User([(Billing, 2)]), after, context, Now + Days(1));

        Assert.Empty(edited.Operations);
    }

    [Fact]
    public void The_newest_statement_of_a_source_replaces_its_schedule_and_leaves_the_others()
    {
        var ledger = AgentLedger.Empty
            .Scheduling(Billing, 5, from: Now + Days(2))
            .Scheduling(Chat, 4, from: Now + Days(2), source: Other);

        var decision = AgentPlanner.Decide(Person(Skills(Spanish.At(1, from: Now + Days(3)))), User(), ledger, ManagedContext, Now);

        Assert.Equal([Id(Spanish), Id(Chat)], decision.Ledger.Scheduled.Select(entry => entry.Skill));
    }

    [Fact]
    public void The_value_that_holds_today_is_wanted_while_its_successor_waits()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(2, until: Now + Days(3)), Billing.At(4, from: Now + Days(3)))), User(), AgentLedger.Empty, ManagedContext, Now);

        Assert.Equal([new Operation.GrantSkill(Id(Billing), new(2), IsGate: false, OperationCause.Stated)], decision.Operations);
        Assert.Equal(2, decision.Ledger.Scheduled.Length);
    }

    [Fact]
    public void A_schedule_survives_a_statement_that_was_rejected_in_part()
    {
        var ledger = AgentLedger.Empty.Scheduling(Billing, 5, from: Now + Days(2));

        var decision = AgentPlanner.Decide(Person(Skills(), hasRejectedRow: true), User(), ledger, ManagedContext, Now);

        Assert.Equal(ledger.Scheduled, decision.Ledger.Scheduled);
    }
}
