using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

public class RedecisionTests
{
    private static readonly Operation Grant = new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Rate = new Operation.RateSkill(Id(Billing), new(1), new(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Zero = new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.Zero);
    private static readonly Operation Unstated = new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.NoLongerStated);

    [Fact]
    public void What_the_target_shows_already_is_done()
    {
        var again = Lessen([Grant, new Operation.RevokeSkill(Id(Chat), new(1), IsGate: false, OperationCause.Zero)], User([(Billing, 3)]));

        Assert.Empty(again.Remaining);
        Assert.Equal(2, again.AlreadyApplied.Length);
    }

    [Fact]
    public void A_grant_of_a_skill_that_appeared_at_another_level_becomes_a_rating()
    {
        Assert.Equal(
            [new Operation.RateSkill(Id(Billing), new(2), new(3), IsGate: false, OperationCause.Stated)],
            Lessen([Grant], User([(Billing, 2)])).Remaining);
    }

    [Fact]
    public void A_rating_of_a_skill_that_vanished_becomes_a_grant_of_the_same_level()
    {
        Assert.Equal([Grant], Lessen([Rate], User()).Remaining);
    }

    [Fact]
    public void A_removal_that_rests_on_ownership_is_given_up_when_the_value_has_moved()
    {
        var moved = User([(Billing, 5)]);

        Assert.Equal([Unstated], Lessen([Unstated], moved, owned: true).Moved);
        Assert.Equal(new(5), Assert.IsType<Operation.RevokeSkill>(Assert.Single(Lessen([Unstated], moved, owned: false).Remaining)).From);
        Assert.Equal(new(5), Assert.IsType<Operation.RevokeSkill>(Assert.Single(Lessen([Zero], moved, owned: true).Remaining)).From);
    }

    [Fact]
    public void An_early_ending_is_done_once_the_certification_has_ended_by_any_date()
    {
        var before = new HeldCertification(null, Now + Days(9));
        var end = new Operation.EndCertification(Id(Pci), before, before with { ExpiresOn = Now }, OperationCause.Lapsed);

        Assert.Single(Lessen([end], User(certifications: [Pci.Holds(Now - Days(1))])).AlreadyApplied);
        Assert.Single(Lessen([end], User()).AlreadyApplied);
        Assert.Single(Lessen([end], User(certifications: [Pci.Holds(Now + Days(1))])).Remaining);
    }

    [Fact]
    public void A_date_correction_is_done_only_at_its_date()
    {
        var before = new HeldCertification(null, Now + Days(9));
        var end = new Operation.EndCertification(Id(Pci), before, before with { ExpiresOn = Now - Days(2) }, OperationCause.Expired);

        Assert.Single(Lessen([end], User(certifications: [Pci.Holds(Now - Days(1))])).Remaining);
        Assert.Single(Lessen([end], User(certifications: [Pci.Holds(Now - Days(2))])).AlreadyApplied);
    }

    [Fact]
    public void An_owned_ending_of_a_certification_whose_dates_moved_is_given_up()
    {
        var before = new HeldCertification(null, Now + Days(9));
        var end = new Operation.EndCertification(Id(Pci), before, before with { ExpiresOn = Now }, OperationCause.NoLongerStated);

        Assert.Equal([end], Lessen([end], User(certifications: [Pci.Holds(Now + Days(30))]), owned: true).Moved);
    }

    [Fact]
    public void An_issue_date_that_the_source_did_not_state_is_the_target_s_to_change()
    {
        var issued = Now - Days(200);
        var set = new Operation.SetCertification(
            Id(Pci), new HeldCertification(null, Now + Days(1)), new HeldCertification(null, Now + Days(90)), OperationCause.Stated);

        var again = Assert.IsType<Operation.SetCertification>(
            Assert.Single(Lessen([set], User(certifications: [Pci.Holds(Now + Days(1), issued)])).Remaining));

        Assert.Equal(new HeldCertification(issued, Now + Days(90)), again.To);
    }

    [Fact]
    public void What_would_give_a_certification_that_has_ended_is_given_up_unless_it_is_there_already()
    {
        Operation gate = new Operation.GrantSkill(Id(PciGate), GateLevel, IsGate: true, OperationCause.Stated) { Until = Now };
        Operation name = new Operation.SetCertification(Id(Pci), null, HeldCertification.NameOnly, OperationCause.Stated) { Until = Now };

        Assert.Equal([gate, name], Lessen([gate, name], User()).Ended);
        Assert.Equal([gate], Lessen([gate], User([(PciGate, 2)])).Ended);
        Assert.Equal([gate, name], Lessen([gate, name], User([(PciGate, 5)], [Pci.Named()])).AlreadyApplied);
        Assert.Equal([name, gate], Lessen([gate with { Until = Now + Days(1) }, name with { Until = Now + Days(1) }], User()).Remaining);
    }

    [Fact]
    public void Drift_skips_every_operation_whose_observed_value_is_no_longer_the_planned_one()
    {
        var set = new Operation.SetCertification(Id(Pci), null, HeldCertification.NameOnly, OperationCause.Stated);
        var user = User([(Billing, 1)], [Pci.Named()]);

        var drift = Drift.Find([Grant, Rate, Unstated, set], user);

        Assert.Equal([Rate], drift.Valid);
        Assert.Equal([Grant, Unstated, set], drift.Skipped);
    }

    [Fact]
    public void Whatever_the_target_shows_by_then_an_operation_that_remains_keeps_its_cause_its_row_what_it_gives_back_and_until_when() => Prop.ForAll(
        Scenarios.Any,
        Scenarios.Any,
        (scenario, other) =>
        {
            if (scenario.IsNamed != other.IsNamed)
            {
                return;
            }

            var decided = scenario.Decide().Operations.Select((operation, index) => operation with
            {
                Origin = new RowRef(0, index + 2),
                Restores = index % 3 == 0 ? null : new RestoredPlace(Other, new ProfileNames([$"{index}"])),
                Until = index % 2 == 0 ? null : Now + Days(index),
            }).ToArray();

            foreach (var again in Lessen(decided, other.User, owned: false).Remaining)
            {
                var before = decided.Single(operation => operation.Origin == again.Origin);
                Assert.Equal(
                    (before.Cause, before.IsOfGate, before.Restores, before.Until), (again.Cause, again.IsOfGate, again.Restores, again.Until));
            }
        }).Check(Cases.Of(500));

    private static Redecided Lessen(Operation[] decided, ObservedUser now, bool owned = true) =>
        Redecision.Lessen([.. decided], now, Now, removalsRestOnOwnership: owned);
}
