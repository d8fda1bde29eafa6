using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

/// <summary>Who owns what, and what of it is forgotten once somebody has edited the value.</summary>
public sealed class OwnershipTests
{
    private static readonly Instant Expiry = Now + Days(90);
    private static readonly HeldCertification Dates = new(null, Expiry);
    private static readonly SyncTerms Terms = new(new("20260310T120000000Z"), Hris, SkipsMoved: false, RemovalsRestOnOwnership: false, SettlesOnly: false);
    private static readonly AgentLedger Ledger = AgentLedger.Empty.Owning(Billing, 3).Owning(Chat, 2).Owning(Pci.Holds(Expiry)).Owning(Gdpr.Holds(Expiry));

    [Fact]
    public void A_value_is_owned_at_just_what_was_written()
    {
        Assert.False(IsPerhapsTaken(Ledger, Id(Billing), 3, Id(Pci), Dates));
        Assert.True(IsPerhapsTaken(Ledger, Id(Billing), 2, Id(Pci), new(null, Now)));
        Assert.True(IsPerhapsTaken(Ledger, Id(Spanish), 3, Id(Forklift), Dates));
        Assert.True(IsPerhapsTaken(AgentLedger.Empty, Id(Billing), 3, Id(Pci), Dates));
    }

    [Fact]
    public void What_is_no_longer_held_as_it_was_written_is_nobody_s()
    {
        var kept = Kept(Ledger, User([(Billing, 4), (Chat, 2)], [Pci.Holds(Now), Gdpr.Holds(Expiry)]), sent: [], late: []);

        Assert.Equal([Id(Chat)], kept.Skills.Select(owned => owned.Skill));
        Assert.Equal([Id(Gdpr)], kept.Certifications.Select(owned => owned.Certification));
        Assert.Same(Ledger, Kept(Ledger, User([(Billing, 3), (Chat, 2)], [Pci.Holds(Expiry), Gdpr.Holds(Expiry)]), sent: [], late: []));
    }

    [Fact]
    public void What_a_write_explains_that_was_perhaps_sent_has_not_been_edited()
    {
        var seen = User([(Billing, 4)], [Pci.Holds(Expiry + Days(1))]);
        Operation[] sent =
        [
            new Operation.RateSkill(Id(Billing), new(3), new(4), IsGate: false, OperationCause.Stated),
            new Operation.RevokeSkill(Id(Chat), new(2), IsGate: false, OperationCause.Zero),
            new Operation.SetCertification(Id(Pci), Dates, new(null, Expiry + Days(1)), OperationCause.Renewed),
            new Operation.EndCertification(Id(Gdpr), Dates, HeldCertification.NameOnly, OperationCause.Lapsed),
        ];

        Assert.Equal(Ledger, Kept(Ledger, seen, [.. sent], late: []));
        Assert.Equal([Id(Billing)], Kept(Ledger, seen, [sent[0]], late: []).Skills.Select(owned => owned.Skill));
        Assert.Equal([Id(Chat)], Kept(Ledger, seen, [sent[1]], late: []).Skills.Select(owned => owned.Skill));
        Assert.Equal([Id(Pci)], Kept(Ledger, seen, [sent[2]], late: []).Certifications.Select(owned => owned.Certification));
        Assert.Equal([Id(Gdpr)], Kept(Ledger, seen, [sent[3]], late: []).Certifications.Select(owned => owned.Certification));
        Assert.Empty(Kept(Ledger, seen, [sent[2], sent[3]], late: []).Skills);
        Assert.Empty(Kept(Ledger, seen, [sent[0], sent[1]], late: []).Certifications);
    }

    [Fact]
    public void A_write_that_was_perhaps_sent_and_is_not_shown_explains_nothing() => Assert.Empty(Kept(AgentLedger.Empty.Owning(Billing, 3),
        User([(Billing, 5)]), [new Operation.RateSkill(Id(Billing), new(3), new(4), IsGate: false, OperationCause.Stated)], late: []).Skills);

    [Fact]
    public void What_was_written_seconds_ago_and_is_not_shown_yet_is_still_owned()
    {
        Operation[] late =
        [
            new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated),
            new Operation.RateSkill(Id(Chat), new(1), new(2), IsGate: false, OperationCause.Stated),
            new Operation.SetCertification(Id(Pci), null, Dates, OperationCause.Stated),
            new Operation.SetCertification(Id(Gdpr), new(null, Now), Dates, OperationCause.Stated),
        ];
        var before = User([(Chat, 1)], [Gdpr.Holds(Now)]);

        Assert.Equal(Ledger, Kept(Ledger, before, sent: [], [.. late]));
        Assert.Equal([Id(Billing)], Kept(Ledger, before, sent: [], [late[0]]).Skills.Select(owned => owned.Skill));
        Assert.Equal([Id(Pci)], Kept(Ledger, before, sent: [], [late[2]]).Certifications.Select(owned => owned.Certification));

        // Something else than what these would have replaced is shown, so somebody has changed it.
        Assert.Empty(Kept(Ledger, User([(Billing, 1), (Chat, 5)]), sent: [], [late[0], late[1]]).Skills);
    }

    [Fact]
    public void A_late_write_of_another_value_than_is_owned_explains_nothing()
    {
        Assert.Empty(Kept(AgentLedger.Empty.Owning(Billing, 3), User(), sent: [], [new Operation.GrantSkill(Id(Billing), new(4), IsGate: false, OperationCause.Stated)]).Skills);
        Assert.Empty(Kept(AgentLedger.Empty.Owning(Pci.Holds(Expiry)),
            User(), sent: [], [new Operation.SetCertification(Id(Pci), null, new(null, Now + Days(1)), OperationCause.Stated)]).Certifications);
        Assert.Empty(Kept(AgentLedger.Empty.Owning(Pci.Holds(Expiry)), User(), sent: [], [new Operation.SetCertification(Id(Gdpr), null, Dates, OperationCause.Stated)]).Certifications);
    }

    [Theory]
    [InlineData(RemovalPolicy.Managed, false, false, true)]
    [InlineData(RemovalPolicy.Never, true, true, false)]
    [InlineData(RemovalPolicy.Owned, false, false, false)]
    [InlineData(RemovalPolicy.Owned, true, false, true)]
    [InlineData(RemovalPolicy.Owned, false, true, true)]
    public void Of_a_deleted_user_whose_person_has_left_something_would_be_taken_only_where_the_policy_takes_it(RemovalPolicy removal, bool ownsSkill, bool ownsCertification, bool isHeld)
    {
        var ledger = AgentLedger.Empty.Owning(Chat, 1, Other).Owning(Gdpr.Holds(Expiry), Other);
        ledger = ownsSkill ? ledger.Owning(Billing, 3) : ledger;
        ledger = ownsCertification ? ledger.Owning(Pci.Holds(Expiry)) : ledger;
        var deleted = User(state: UserState.Deleted) with { Skills = null, Certifications = null };
        var context = Context(TargetKind.Dated, new SyncPolicies(removal, Terminated: LeaverPolicy.Remove));

        Assert.Equal(isHeld, AgentPlanner.Decide(Person(status: Core.Roster.EmploymentStatus.Terminated), deleted, ledger, context, Now).Held is not null);
        Assert.Null(AgentPlanner.Decide(Person(status: Core.Roster.EmploymentStatus.Terminated, hasRejectedRow: true), deleted, ledger, context, Now).Held);
    }

    [Fact]
    public void A_deleted_user_is_held_where_the_person_is_stated_or_the_source_has_something_scheduled()
    {
        var deleted = User(state: UserState.Deleted) with { Skills = null, Certifications = null };
        var context = Context(TargetKind.Dated);

        Assert.NotNull(AgentPlanner.Decide(Person(Skills()), deleted, AgentLedger.Empty, context, Now).Held);
        Assert.NotNull(AgentPlanner.Decide(Person(certifications: Certified()), deleted, AgentLedger.Empty, context, Now).Held);
        Assert.NotNull(AgentPlanner.Decide(Person(), deleted, AgentLedger.Empty.Scheduling(Chat, 1, Now + Days(1)), context, Now).Held);
        Assert.Null(AgentPlanner.Decide(Person(), deleted, AgentLedger.Empty.Scheduling(Chat, 1, Now + Days(1), source: Other), context, Now).Held);
        Assert.Null(AgentPlanner.Decide(Person(), deleted, AgentLedger.Empty, context, Now).Held);
    }

    // Whether a run that takes values back may have taken them already: not where the ledger still says whose they are.
    private static bool IsPerhapsTaken(AgentLedger ledger, SkillId skill, decimal level, CertificationId certification, HeldCertification held)
    {
        var ofSkill = Redecision.HasPerhapsTaken(new Operation.RevokeSkill(skill, new(level), IsGate: false, OperationCause.Undone), ledger, ledger, hasApplied: true);

        Assert.Equal(ofSkill, Redecision.HasPerhapsTaken(new Operation.EndCertification(certification, held, held, OperationCause.Undone), ledger, ledger, hasApplied: true));
        return ofSkill;
    }

    // What a run that is gone on with keeps of the ledger, by what was sent and is in doubt and what it had decided just before.
    private static AgentLedger Kept(AgentLedger ledger, ObservedUser seen, ImmutableArray<Operation> sent, ImmutableArray<Operation> late)
    {
        var planned = new PlannedUser(seen.Id, "00017", late, null, ledger, ledger);
        return PlannedDecision.Resuming(planned, seen, ledger, sent, Terms, isLongAgo: late.IsEmpty, Now).Planned.LedgerNoted;
    }
}
