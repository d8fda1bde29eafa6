using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Point 6 of "What a run does to a person": certification dates and renewals.</summary>
public class Point6CertificationDatesTests
{
    private static readonly Instant Official = Instant.FromUtc(2026, 6, 1, 0, 0);
    private static readonly Instant OfficialEnd = Official - Duration.FromMilliseconds(1);
    private static readonly Instant PastDate = Instant.FromUtc(2026, 3, 1, 0, 0);
    private static readonly PlanningContext DatedContext = Context(TargetKind.Dated);

    [Fact]
    public void A_new_certification_is_given_with_the_stated_issue_date_and_the_rule_s_expiry()
    {
        var issued = Instant.FromUtc(2025, 6, 1, 0, 0);
        var decision = Decide(Pci.Until(Official, issuedOn: issued), held: null);

        Assert.Equal(
            [new Operation.SetCertification(Id(Pci), null, new HeldCertification(issued, OfficialEnd), OperationCause.Stated)],
            decision.Operations);
        Assert.Equal(Official, Assert.Single(decision.Ledger.Dates).OfficialExpiry);
    }

    [Fact]
    public void An_issue_date_that_the_source_does_not_state_is_kept()
    {
        var issued = Instant.FromUtc(2025, 6, 1, 0, 0);
        var decision = Decide(Pci.Until(Official), new HeldCertification(issued, Now + Days(1)));

        Assert.Equal(new HeldCertification(issued, OfficialEnd), Assert.IsType<Operation.SetCertification>(Assert.Single(decision.Operations)).To);
    }

    [Fact]
    public void Without_dates_an_existing_assignment_is_kept_and_a_new_one_rejected()
    {
        var kept = Decide(Pci.Until(null), new HeldCertification(null, Now + Days(4)));
        var rejected = Decide(Pci.Until(null), held: null);

        Assert.Empty(kept.Operations);
        Assert.Empty(kept.Rejections);
        Assert.Empty(rejected.Operations);
        Assert.Equal("certification-undated", Assert.Single(rejected.Rejections).Rule);
    }

    [Fact]
    public void Already_over_and_not_held_writes_nothing()
    {
        Assert.Empty(Decide(Pci.Until(PastDate), held: null).Operations);
    }

    [Theory]
    [InlineData(RemovalPolicy.Never)]
    [InlineData(RemovalPolicy.Managed)]
    public void Over_and_held_has_its_date_corrected_under_every_policy_and_counts_for_no_guard(RemovalPolicy policy)
    {
        var held = new HeldCertification(null, Now + Days(40));
        var decision = AgentPlanner.Decide(
            Person(certifications: Certified(Pci.Until(PastDate)), hasRejectedRow: true),
            User(certifications: [(Pci, held)]),
            AgentLedger.Empty,
            Context(TargetKind.Dated, Removing(policy)),
            Now);

        var end = Assert.IsType<Operation.EndCertification>(Assert.Single(decision.Operations));
        Assert.Equal(PastDate - Duration.FromMilliseconds(1), end.To.ExpiresOn);
        Assert.Equal(OperationCause.Expired, end.Cause);
        Assert.False(end.CountsForGuard);
    }

    [Fact]
    public void A_corrected_date_is_corrected_once()
    {
        Assert.Empty(Decide(Pci.Until(PastDate), new HeldCertification(null, PastDate - Duration.FromMilliseconds(1))).Operations);
    }

    [Fact]
    public void Renew_wants_exactly_what_the_row_s_dates_say()
    {
        var decision = Decide(Pci.Until(Official, new Renewal.Renew()), new HeldCertification(null, Now + Days(1)));

        var set = Assert.IsType<Operation.SetCertification>(Assert.Single(decision.Operations));
        Assert.Equal(OfficialEnd, set.To.ExpiresOn);
        Assert.Equal(OperationCause.Renewed, set.Cause);
    }

    [Fact]
    public void An_extension_is_applied_once_while_the_row_states_the_same_base()
    {
        var extended = Decide(Pci.Until(Official, new Renewal.Extend(30)), held: null);
        var (user, ledger) = extended.Apply(User(), DatedContext);

        var again = AgentPlanner.Decide(Person(certifications: Certified(Pci.Until(Official, new Renewal.Extend(30)))), user, ledger, DatedContext, Now + Days(1));
        var wordless = AgentPlanner.Decide(Person(certifications: Certified(Pci.Until(Official))), user, ledger, DatedContext, Now + Days(1));
        var longer = AgentPlanner.Decide(Person(certifications: Certified(Pci.Until(Official, new Renewal.Extend(90)))), user, ledger, DatedContext, Now + Days(1));

        Assert.Equal(OfficialEnd + Days(30), Assert.IsType<Operation.SetCertification>(Assert.Single(extended.Operations)).To.ExpiresOn);
        Assert.Empty(again.Operations);
        Assert.Empty(wordless.Operations);
        Assert.Empty(longer.Operations);
    }

    [Fact]
    public void Renew_without_a_row_date_adds_the_validity_to_the_ledger_s_expiry_once_it_is_near()
    {
        var ledger = AgentLedger.Empty.Dating(Pci, Now + Duration.FromHours(24));
        var held = new HeldCertification(null, Now);
        var person = Person(certifications: Certified(Pci.Until(null, new Renewal.Renew())));

        var far = AgentPlanner.Decide(person, User(certifications: [(Pci, held)]), ledger, DatedContext, Now - Duration.FromSeconds(1));
        var near = AgentPlanner.Decide(person, User(certifications: [(Pci, held)]), ledger, DatedContext, Now);

        Assert.Empty(far.Operations);
        Assert.Equal(Now + Days(366), Assert.Single(near.Ledger.Dates).OfficialExpiry);
        Assert.Equal(OperationCause.Renewed, Assert.Single(near.Operations).Cause);
    }

    [Fact]
    public void A_renewal_whose_write_failed_is_still_wanted_by_the_next_run()
    {
        var ledger = AgentLedger.Empty.Dating(Pci, Now + Duration.FromHours(3));
        var user = User(certifications: [(Pci, new HeldCertification(null, Now + Duration.FromHours(1)))]);
        var person = Person(certifications: Certified(Pci.Until(null, new Renewal.Renew())));

        var first = AgentPlanner.Decide(person, user, ledger, DatedContext, Now);
        var second = AgentPlanner.Decide(person, user, first.Ledger, DatedContext, Now + Days(1));

        Assert.Equal(first.Operations, second.Operations);
    }

    [Fact]
    public void Lapse_ends_now_whatever_the_removal_policy_and_counts_as_an_early_ending()
    {
        var held = new HeldCertification(null, OfficialEnd);
        var decision = Decide(Pci.Until(null, new Renewal.Lapse()), held, Removing(RemovalPolicy.Never));

        var end = Assert.IsType<Operation.EndCertification>(Assert.Single(decision.Operations));
        Assert.Equal(new Operation.EndCertification(Id(Pci), held, held with { ExpiresOn = Now }, OperationCause.Lapsed), end);
        Assert.True(end.CountsForGuard);
    }

    [Fact]
    public void Lapse_is_satisfied_once_the_certification_has_ended_even_after_its_own_date()
    {
        var person = Person(certifications: Certified(Pci.Until(Official, new Renewal.Lapse())));
        var lapsed = AgentPlanner.Decide(person, User(certifications: [Pci.Holds(OfficialEnd)]), AgentLedger.Empty, DatedContext, Now);
        var (user, ledger) = lapsed.Apply(User(certifications: [Pci.Holds(OfficialEnd)]), DatedContext);

        var tomorrow = AgentPlanner.Decide(person, user, ledger, DatedContext, Now + Days(1));
        var nextYear = AgentPlanner.Decide(person, user, ledger, DatedContext, Official + Days(200));

        Assert.Equal(Now, Assert.Single(ledger.Dates).EndedAt);
        Assert.Empty(tomorrow.Operations);
        Assert.Empty(nextYear.Operations);
    }

    [Fact]
    public void A_certification_stated_again_after_a_lapse_is_given_back_and_owned()
    {
        var ended = User(certifications: [Pci.Holds(Now - Days(1))]);
        var ledger = AgentLedger.Empty.Dating(Pci, Official, endedAt: Now - Days(1));

        var decision = AgentPlanner.Decide(Person(certifications: Certified(Pci.Until(Official))), ended, ledger, DatedContext, Now);
        var (_, after) = decision.Apply(ended, DatedContext);

        Assert.IsType<Operation.SetCertification>(Assert.Single(decision.Operations));
        Assert.Null(Assert.Single(decision.Ledger.Dates).EndedAt);
        Assert.Single(after.Certifications);
    }

    [Fact]
    public void A_terminated_person_s_certification_is_not_renewed_but_ends_by_its_date()
    {
        var person = Person(certifications: Certified(Pci.Until(PastDate, new Renewal.Extend(300))), status: EmploymentStatus.Terminated);

        var decision = AgentPlanner.Decide(
            person, User(certifications: [Pci.Holds(OfficialEnd)]), AgentLedger.Empty, Context(TargetKind.Dated, Removing(RemovalPolicy.Never)), Now);

        Assert.Equal(OperationCause.Expired, Assert.Single(decision.Operations).Cause);
        Assert.Empty(Assert.Single(decision.Ledger.Dates).Renewals);
    }

    private static AgentDecision Decide(StatedCertification stated, HeldCertification? held, SyncPolicies? policies = null) => AgentPlanner.Decide(
        Person(certifications: Certified(stated)),
        User(certifications: held is { } value ? [(stated.Name, value)] : []),
        AgentLedger.Empty,
        policies is null ? DatedContext : Context(TargetKind.Dated, policies),
        Now);
}
