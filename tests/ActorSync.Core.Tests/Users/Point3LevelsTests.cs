using ActorSync.Core.Policies;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Point 3 of "What a run does to a person": levels, and the zero that asks for removal.</summary>
public class Point3LevelsTests
{
    [Theory]
    [InlineData(TargetKind.Dated, RemovalPolicy.Owned)]
    [InlineData(TargetKind.Dated, RemovalPolicy.Managed)]
    [InlineData(TargetKind.Named, RemovalPolicy.Owned)]
    [InlineData(TargetKind.Named, RemovalPolicy.Managed)]
    public void A_zero_removes_any_managed_skill_owned_or_not(TargetKind kind, RemovalPolicy policy)
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(0))), User([(Billing, 3)]), AgentLedger.Empty, Context(kind, Removing(policy)), Now);

        var operation = Assert.Single(decision.Operations);
        Assert.Equal(new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.Zero), operation);
        Assert.True(operation.CountsForGuard);
    }

    [Fact]
    public void A_zero_removes_nothing_under_never()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(0))), User([(Billing, 3)]), AgentLedger.Empty, Context(TargetKind.Dated, Removing(RemovalPolicy.Never)), Now);

        Assert.Empty(decision.Operations);
    }

    [Fact]
    public void A_zero_for_a_skill_that_is_not_held_is_satisfied()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(0))), User(), AgentLedger.Empty, Context(TargetKind.Named), Now);

        Assert.Empty(decision.Operations);
    }

    [Fact]
    public void Levels_are_compared_exactly()
    {
        var context = Context(TargetKind.Named);

        var same = AgentPlanner.Decide(Person(Skills(Billing.At(3.0m))), User([(Billing, 3)]), AgentLedger.Empty, context, Now);
        var close = AgentPlanner.Decide(Person(Skills(Billing.At(3.1m))), User([(Billing, 3.10000001m)]), AgentLedger.Empty, context, Now);

        Assert.Empty(same.Operations);
        Assert.Single(close.Operations);
    }

    [Fact]
    public void A_rating_of_zero_found_on_the_target_is_a_rating_like_any_other()
    {
        var decision = AgentPlanner.Decide(
            Person(Skills(Billing.At(2))), User([(Billing, 0)]), AgentLedger.Empty, Context(TargetKind.Named), Now);

        Assert.Equal([new Operation.RateSkill(Id(Billing), new(0), new(2), IsGate: false, OperationCause.Stated)], decision.Operations);
    }
}
