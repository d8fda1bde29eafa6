using System.Collections.Immutable;
using ActorSync.Core.Certifications;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>What holds of every decision, on both kinds of target and under every policy.</summary>
public class AgentPlannerProperties
{
    private static readonly Config Settings = Cases.Of(500);

    [Fact]
    public void Points_1_to_8_A_second_decision_on_the_state_after_is_empty_and_the_ledger_rests() => ForAll(scenario =>
    {
        if (RenewsIntoItsOwnLead(scenario))
        {
            return; // A renewal from long ago is due again at once, as the contract words it.
        }

        var (user, ledger) = scenario.Decide().Apply(scenario.User, scenario.Context);
        var second = AgentPlanner.Decide(scenario.Person, user, ledger, scenario.Context, Now);

        Assert.Empty(second.Operations);
        var third = AgentPlanner.Decide(scenario.Person, user, second.Ledger, scenario.Context, Now);
        Assert.Equal(second.Ledger, third.Ledger);
    });

    [Fact]
    public void Points_1_and_3_Applying_the_delta_gives_the_stated_levels() => ForAll(scenario =>
    {
        if (scenario.Person is not { Status: not EmploymentStatus.Terminated } person)
        {
            return;
        }

        var after = scenario.Decide().Apply(scenario.User, scenario.Context).User;
        foreach (var item in person.Skills.Items.Where(item => item.HoldsAt(Now) && item.Level is { Value: > 0 }))
        {
            if (item.Name != Ghost && !person.Skills.Untouched.Contains(item.Name))
            {
                Assert.True(after.Skills!.TryGet(Id(item.Name), out var level));
                Assert.Equal(item.Level, level);
            }
        }
    });

    [Fact]
    public void Point_6_Applying_the_delta_gives_the_stated_dates() => ForAll(scenario =>
    {
        if (scenario.IsNamed || scenario.Person is not { Status: not EmploymentStatus.Terminated } person)
        {
            return;
        }

        var after = scenario.Decide().Apply(scenario.User, scenario.Context).User;
        foreach (var item in person.Certifications.Items)
        {
            var remembered = scenario.Ledger.Dates.FirstOrDefault(dates => dates.Certification == Id(item.Name));
            var wanted = RenewalRule.Decide(item, remembered, Declared.Find(item.Name)!.ValidityInDays, scenario.Context.Zone, Now).OfficialExpiry;
            var isSpokenOf = item.Name != GhostCertification && !person.Certifications.Untouched.Contains(item.Name);
            if (wanted is not { } official || item.Renewal is Renewal.Lapse || !isSpokenOf)
            {
                continue;
            }

            var expiresOn = ExpiryRule.ExpiresOn(official, scenario.Context.Policies.ExpiryMargin);
            var isHeld = after.Certifications!.TryGet(Id(item.Name), out var held);
            Assert.True(isHeld ? held.ExpiresOn == expiresOn : expiresOn <= Now && !scenario.User.Certifications!.Contains(Id(item.Name)));
        }
    });

    [Fact]
    public void Point_7_A_gate_stands_at_its_level_exactly_while_a_dated_certification_holds() => ForAll(scenario =>
    {
        if (!scenario.IsNamed || scenario.Person is not { Status: not EmploymentStatus.Terminated } person)
        {
            return;
        }

        var item = person.Certifications.Items.FirstOrDefault(stated => stated.Name == Pci);
        var decision = scenario.Decide();
        var official = decision.Ledger.Dates.FirstOrDefault(dates => dates.Certification == Id(Pci))?.OfficialExpiry;
        if (item is null || item.Renewal is Renewal.Lapse || official is null)
        {
            return;
        }

        var after = decision.Apply(scenario.User, scenario.Context).User;
        var holds = ExpiryRule.ExpiresOn(official.Value, scenario.Context.Policies.ExpiryMargin) > Now;
        Assert.Equal(holds, after.Certifications!.Contains(Id(Pci)));
        Assert.Equal(holds, after.Skills!.TryGet(Id(PciGate), out var level));
        Assert.True(!holds || level == GateLevel);
    });

    [Fact]
    public void Point_4_Unmanaged_values_never_occur_in_a_delta() => ForAll(scenario => Assert.DoesNotContain(
        scenario.Decide().Operations, operation => IdOf(operation) == Id(Vip).Value || IdOf(operation) == Id(Unmanaged).Value));

    [Fact]
    public void Point_2_What_a_rejected_item_means_never_occurs_in_a_delta() => ForAll(scenario =>
    {
        var untouched = (scenario.Person?.Skills.Untouched ?? []).Select(name => Id(name).Value)
            .Concat((scenario.Person?.Certifications.Untouched ?? []).Select(name => Id(name).Value));

        Assert.Empty(scenario.Decide().Operations.Select(IdOf).Intersect(untouched));
    });

    [Fact]
    public void Point_2_A_person_with_a_rejected_row_loses_nothing() => ForAll(scenario =>
    {
        var decision = scenario.Decide();
        if (scenario.Person is { HasRejectedRow: true } || decision.Rejections.Any(rejection => rejection.Origin is ItemOrigin.SheetRow))
        {
            Assert.DoesNotContain(decision.Operations, operation => operation.CountsForGuard);
        }
    });

    [Fact]
    public void Point_4_Never_takes_nothing_but_what_lapses_or_ends_by_its_date() => ForAll(scenario =>
    {
        if (scenario.Context.Policies.Removal is RemovalPolicy.Never)
        {
            Assert.All(
                scenario.Decide().Operations.Where(operation => operation.CountsForGuard),
                operation => Assert.Equal(OperationCause.Lapsed, operation.Cause));
        }
    });

    [Fact]
    public void Point_4_Owned_takes_only_what_this_source_added_and_nobody_changed() => ForAll(scenario =>
    {
        if (scenario.Context.Policies.Removal is not RemovalPolicy.Owned)
        {
            return;
        }

        foreach (var revoke in scenario.Decide().Operations.OfType<Operation.RevokeSkill>().Where(revoke => !revoke.IsGate && IsTakenBack(revoke)))
        {
            Assert.Contains(new OwnedSkill(Hris, revoke.Skill, revoke.From), scenario.Ledger.Skills);
        }

        foreach (var end in scenario.Decide().Operations.OfType<Operation.EndCertification>().Where(IsTakenBack))
        {
            Assert.Contains(scenario.Ledger.Certifications, owned =>
                owned.Source == Hris && owned.Certification == end.Certification && owned.Written.ExpiresOn == end.From.ExpiresOn);
        }
    });

    [Fact]
    public void Point_4_What_one_run_gave_a_later_one_that_states_nothing_takes_back_under_owned() => ForAll(scenario =>
    {
        var first = scenario.Decide();
        var (user, ledger) = first.Apply(scenario.User, scenario.Context);
        var context = scenario.Context with
        {
            Policies = new SyncPolicies(RemovalPolicy.Owned),
            SuspendSkillRemoval = false,
            SuspendCertificationRemoval = false,
        };

        var second = AgentPlanner.Decide(Given.Person(Given.Skills(), Given.Certified()), user, ledger, context, Now);

        var given = first.Operations.Where(operation => operation is Operation.GrantSkill { IsGate: false } or Operation.SetCertification { From: null });
        Assert.Empty(given.Select(IdOf).Except(second.Operations.Select(IdOf)));
    });

    [Fact]
    public void Point_4_Managed_leaves_nothing_managed_that_is_not_spoken_of() => ForAll(scenario =>
    {
        var isPlain = scenario.Person is { Status: EmploymentStatus.Active, HasRejectedRow: false, Skills: { Statement: Statement.Stated, HasUnknownName: false } };
        var decision = scenario.Decide();
        if (scenario.Context.Policies.Removal is not RemovalPolicy.Managed
            || !isPlain
            || scenario.Context.SuspendSkillRemoval
            || decision.Rejections.Any(rejection => rejection.Origin is ItemOrigin.SheetRow))
        {
            return;
        }

        var spokenOf = scenario.Person!.Skills.Items.Select(item => item.Name).Concat(scenario.Person.Skills.Untouched).Select(Id).ToHashSet();
        foreach (var skill in decision.Apply(scenario.User, scenario.Context).User.Skills!.Select(held => held.Key))
        {
            var isGate = scenario.IsNamed && skill == Id(PciGate);
            Assert.True(isGate || spokenOf.Contains(skill) || skill == Id(Vip), $"{skill} was left");
        }
    });

    [Fact]
    public void The_delta_is_the_smallest_one_in_canonical_order_with_each_value_once() => ForAll(scenario =>
    {
        var decision = scenario.Decide();
        var after = decision.Apply(scenario.User, scenario.Context).User;

        Assert.Equal(OperationOrder.Sort(decision.Operations.Reverse()), decision.Operations);
        Assert.Equal(
            Differing(scenario.User.Skills!, after.Skills!) + Differing(scenario.User.Certifications!, after.Certifications!),
            decision.Operations.Length);
    });

    [Fact]
    public void Every_operation_replaces_the_value_observed_and_is_found_applied_afterwards() => ForAll(scenario =>
    {
        var operations = scenario.Decide().Operations;
        var after = scenario.Decide().Apply(scenario.User, scenario.Context).User;

        Assert.Equal(operations, Drift.Find(operations, scenario.User).Valid);
        Assert.Equal(operations, Drift.Find(operations, after).Skipped);
        Assert.Equal(operations, Redecision.Lessen(operations, scenario.User, Now, removalsRestOnOwnership: true).Remaining);
        Assert.Equal(operations, Redecision.Lessen(operations, after, Now, removalsRestOnOwnership: true).AlreadyApplied);
    });

    [Fact]
    public void A_re_read_never_adds_an_operation_on_another_value_and_still_gives_what_was_wanted() => Check.One(Settings, Prop.ForAll(
        (from scenario in Scenarios.Any.Generator from other in Scenarios.Any.Generator select (scenario, other)).ToArbitrary(),
        given =>
        {
            if (given.scenario.IsNamed != given.other.IsNamed)
            {
                return;
            }

            var decided = given.scenario.Decide().Operations;
            var again = Redecision.Lessen(decided, given.other.User, Now, removalsRestOnOwnership: false);
            var after = again.Remaining.Aggregate(given.other.User, ObservedEffects.After);

            Assert.Empty(again.Remaining.Select(IdOf).Except(decided.Select(IdOf)));
            Assert.Equal(decided.Length, again.Remaining.Length + again.AlreadyApplied.Length);
            Assert.Empty(Redecision.Lessen(again.Remaining, after, Now, removalsRestOnOwnership: false).Remaining);
        }));

    [Fact]
    public void The_same_input_gives_the_same_decision() => ForAll(scenario =>
    {
        var (one, two) = (scenario.Decide(), scenario.Decide());

        Assert.Equal(one.Operations, two.Operations);
        Assert.Equal(one.Ledger, two.Ledger);
        Assert.Equal(one.Rejections, two.Rejections);
    });

    private static void ForAll(Action<Scenario> property) => Check.One(Settings, Prop.ForAll(Scenarios.Any, property));

    private static bool IsTakenBack(Operation operation) =>
        operation.Cause is OperationCause.NoLongerStated or OperationCause.Terminated or OperationCause.Absent;

    private static bool RenewsIntoItsOwnLead(Scenario scenario) => scenario.Person is { } person && person.Certifications.Items.Any(item =>
        item.OfficialExpiry is null
        && item.Renewal is Renewal.Renew or Renewal.Extend
        && scenario.Decide().Ledger.Dates.FirstOrDefault(dates => dates.Certification == Id(item.Name))?.OfficialExpiry <= Now + RenewalRule.Lead);

    private static int Differing<TId, TValue>(Holdings<TId, TValue> before, Holdings<TId, TValue> after)
        where TId : IComparable<TId>, IEquatable<TId> =>
        before.Count(pair => !after.TryGet(pair.Key, out var value) || !pair.Value!.Equals(value)) + after.Count(pair => !before.Contains(pair.Key));

    private static string IdOf(Operation operation) => operation switch
    {
        Operation.GrantSkill grant => grant.Skill.Value,
        Operation.RateSkill rate => rate.Skill.Value,
        Operation.RevokeSkill revoke => revoke.Skill.Value,
        Operation.SetCertification set => set.Certification.Value,
        Operation.EndCertification end => end.Certification.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };
}
