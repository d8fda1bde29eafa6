using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Plans that are applied, and runs that are gone on with, days after they were decided.</summary>
public sealed class PlannedDecisionTests
{
    private static readonly Config Settings = Cases.Of(500);
    private static readonly PlanningContext Named = Context(TargetKind.Named);
    private static readonly SyncTerms Terms = new(new("20260310T120000000Z"), Hris, SkipsMoved: true, RemovalsRestOnOwnership: true, SettlesOnly: false);

    [Fact]
    public void A_plan_that_is_applied_after_a_certification_has_ended_gives_neither_its_name_nor_its_gate()
    {
        var planned = Plan(AgentLedger.Empty, Now + Days(2));

        var late = PlannedDecision.Applying(planned, User(), AgentLedger.Empty, Terms, Now + Days(3));

        Assert.Equal(2, planned.Operations.Length);
        Assert.Empty(late.Planned.Operations);
        Assert.True(late.Planned.HasSkipped);
        Assert.Equal(["certification-ended", "certification-ended"], late.Skipped.Select(problem => problem.Rule));
        Assert.Equal(2, PlannedDecision.Applying(planned, User(), AgentLedger.Empty, Terms, Now + Duration.FromHours(20)).Planned.Operations.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_is_gone_on_with_after_a_certification_has_ended_gives_neither_its_name_nor_its_gate(bool isApplied)
    {
        var planned = Plan(AgentLedger.Empty, Now + Days(2));

        var late = PlannedDecision.Resuming(planned, User(), planned.LedgerNoted, [], Terms with { SkipsMoved = isApplied }, isLongAgo: true, Now + Days(3));

        Assert.Empty(late.ToWrite);
        Assert.Equal(["certification-ended", "certification-ended"], late.Skipped.Select(problem => problem.Rule));
    }

    [Fact]
    public void A_plan_gives_no_certification_of_which_a_later_run_has_stated_that_it_is_over_and_what_that_run_noted_stays()
    {
        var planned = Plan(AgentLedger.Empty, Now + Days(90));
        var stated = AgentPlanner.Decide(Person(certifications: Certified(Pci.Until(Now - Days(1)))), User(), AgentLedger.Empty, Named, Now + Days(1));

        var applied = PlannedDecision.Applying(planned, User(), stated.Ledger, Terms, Now + Days(2));

        Assert.Empty(applied.Planned.Operations);
        Assert.Equal(["value-moved", "value-moved"], applied.Skipped.Select(problem => problem.Rule));
        Assert.Equal(Now - Days(1), Assert.Single(applied.Planned.LedgerNoted.Dates).OfficialExpiry);
    }

    [Fact]
    public void A_plan_gives_no_certification_that_was_ended_early_since_nor_does_one_that_takes_a_run_back()
    {
        var before = AgentLedger.Empty.Dating(Pci, Now + Days(90));
        var planned = Plan(before, Now + Days(90));
        var ended = AgentLedger.Empty.Dating(Pci, Now + Days(90), endedAt: Now + Days(1));

        Assert.Empty(PlannedDecision.Applying(planned, User(), ended, Terms, Now + Days(2)).Planned.Operations);
        Assert.Empty(PlannedDecision.Applying(planned with { LedgerNoted = before }, User(), ended, Terms, Now + Days(2)).Planned.Operations);
    }

    [Fact]
    public void A_plan_whose_dates_a_later_run_has_stated_likewise_is_applied()
    {
        var planned = Plan(AgentLedger.Empty, Now + Days(90));

        Assert.Equal(planned.Operations, PlannedDecision.Applying(planned, User(), planned.LedgerNoted, Terms, Now + Days(2)).Planned.Operations);
    }

    [Fact]
    public void Whenever_a_plan_is_applied_or_gone_on_with_nothing_is_given_that_the_statement_says_is_over_by_then() => Prop.ForAll(
        Scenarios.Any,
        Gen.Choose(0, 500).ToArbitrary(),
        (scenario, days) =>
        {
            var decision = scenario.Decide();
            var planned = new PlannedUser(scenario.User.Id, "00017", decision.Operations, null, scenario.Ledger, decision.Ledger);
            var (later, terms) = (Now + Days(days), Terms with { RemovalsRestOnOwnership = scenario.Context.Policies.Removal is RemovalPolicy.Owned });

            // What is decided afresh at that instant takes of the same statement whatever is over.
            var over = AgentPlanner.Decide(scenario.Person, decision.Apply(scenario.User, scenario.Context).User, decision.Ledger, scenario.Context, later).Operations
                .Where(operation => operation.Cause is OperationCause.Expired && scenario.IsNamed)
                .Select(Value)
                .ToHashSet();

            Check(PlannedDecision.Applying(planned, scenario.User, scenario.Ledger, terms, later));
            Check(PlannedDecision.Resuming(planned, scenario.User, decision.Ledger, [], terms with { SkipsMoved = false }, isLongAgo: true, later));

            void Check(PlannedDecision again)
            {
                Assert.All(again.ToWrite.Where(Gives), operation => Assert.False(over.Contains(Value(operation)), $"{operation} after {days} days in {scenario}"));
                Assert.Equal(again.Decision.Operations, again.Planned.Operations);
            }
        }).Check(Settings);

    private static PlannedUser Plan(AgentLedger before, Instant until)
    {
        var decision = AgentPlanner.Decide(Person(certifications: Certified(Pci.Until(until))), User(), before, Named, Now);
        return new(User().Id, "00017", decision.Operations, null, before, decision.Ledger);
    }

    private static bool Gives(Operation operation) =>
        operation is Operation.SetCertification or Operation.GrantSkill { IsGate: true } or Operation.RateSkill { IsGate: true };

    private static string Value(Operation operation) => operation switch
    {
        Operation.GrantSkill grant => grant.Skill.Value,
        Operation.RateSkill rate => rate.Skill.Value,
        Operation.RevokeSkill revoke => revoke.Skill.Value,
        Operation.SetCertification set => set.Certification.Value,
        Operation.EndCertification end => end.Certification.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}
