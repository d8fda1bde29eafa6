using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Users;

public class LedgerEffectsTests
{
    private static readonly HeldCertification Later = new(null, Now + Days(90));
    private static readonly HeldCertification Latest = new(null, Now + Days(180));
    private static readonly HeldCertification Ended = new(null, Now - Days(1));

    [Fact]
    public void A_granted_skill_is_owned_with_its_level()
    {
        var ledger = After(AgentLedger.Empty, new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated));

        Assert.Equal([new OwnedSkill(Hris, Id(Billing), new(3))], ledger.Skills);
    }

    [Fact]
    public void An_owned_skill_stays_owned_at_its_new_level_and_another_does_not_become_owned()
    {
        var rate = new Operation.RateSkill(Id(Billing), new(3), new(4), IsGate: false, OperationCause.Stated);

        Assert.Equal([new OwnedSkill(Hris, Id(Billing), new(4))], After(AgentLedger.Empty.Owning(Billing, 3), rate).Skills);
        Assert.Empty(After(AgentLedger.Empty, rate).Skills);
        Assert.Empty(After(AgentLedger.Empty.Owning(Billing, 3, Other), rate).Skills);
    }

    [Fact]
    public void What_is_written_once_more_stays_owned()
    {
        var rate = new Operation.RateSkill(Id(Billing), new(3), new(4), IsGate: false, OperationCause.Stated);
        var set = new Operation.SetCertification(Id(Pci), Later, Latest, OperationCause.Stated);

        Assert.Single(After(AgentLedger.Empty.Owning(Billing, 4), rate).Skills);
        Assert.Single(After(After(AgentLedger.Empty, set with { From = null }), set).Certifications);
    }

    [Theory]
    [InlineData(3, false, true)] // As written.
    [InlineData(5, true, true)] // As the write in doubt would have it.
    [InlineData(5, false, false)]
    [InlineData(4, true, false)]
    [InlineData(null, true, false)]
    public void What_a_reading_shows_otherwise_is_nobody_s_unless_a_write_in_doubt_explains_it(int? shown, bool isInDoubt, bool isOwned)
    {
        var user = shown is { } level ? User([(Billing, level)]) : User();
        ImmutableArray<Operation> sent = isInDoubt ? [new Operation.RateSkill(Id(Billing), new(3), new(5), IsGate: false, OperationCause.Stated)] : [];

        Assert.Equal(isOwned, !LedgerEffects.AfterReading(AgentLedger.Empty.Owning(Billing, 3), user, sent).Skills.IsEmpty);
    }

    [Theory]
    [InlineData(5, 3, false, true)] // Written seconds ago, and not shown yet.
    [InlineData(5, 3, true, false)]
    [InlineData(4, 3, false, false)]
    [InlineData(5, 4, false, false)] // Edited since.
    public void A_resume_keeps_what_an_earlier_process_gave_seconds_ago_and_the_listing_does_not_show_yet(int owned, int shown, bool isLongAgo, bool isKept)
    {
        ImmutableArray<Operation> planned = [new Operation.RateSkill(Id(Billing), new(3), new(5), IsGate: false, OperationCause.Stated)];
        var ledger = AgentLedger.Empty.Owning(Billing, owned);
        var earlier = new PlannedUser(User().Id, "000123", planned, null, ledger, ledger);

        var resumed = PlannedDecision.Resuming(
            earlier, User([(Billing, shown)]), ledger, inDoubt: [], new SyncTerms(new("r"), Hris, SkipsMoved: false, RemovalsRestOnOwnership: true, SettlesOnly: false), isLongAgo, Now);

        Assert.Equal(isKept, !resumed.Planned.LedgerNoted.Skills.IsEmpty);
        Assert.Equal(new(5), Assert.IsType<Operation.RateSkill>(Assert.Single(resumed.ToWrite)).To);
    }

    [Fact]
    public void A_revoked_skill_is_nobody_s()
    {
        var ledger = AgentLedger.Empty.Owning(Billing, 3).Owning(Chat, 1, Other);

        Assert.Equal(Id(Chat), Assert.Single(After(ledger, new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.Zero)).Skills).Skill);
    }

    [Fact]
    public void A_gate_changes_no_ownership()
    {
        var grant = new Operation.GrantSkill(Id(PciGate), new(5), IsGate: true, OperationCause.Stated);

        Assert.Equal(AgentLedger.Empty, After(AgentLedger.Empty, grant));
    }

    [Fact]
    public void A_certification_given_or_given_back_is_owned_and_a_re_dated_one_only_if_it_was()
    {
        Assert.Equal(Later, Assert.Single(After(AgentLedger.Empty, Set(null, Later)).Certifications).Written);
        Assert.Equal(Later, Assert.Single(After(AgentLedger.Empty, Set(Ended, Later)).Certifications).Written);
        Assert.Equal(Latest, Assert.Single(After(AgentLedger.Empty.Owning((Pci, Later)), Set(Later, Latest)).Certifications).Written);
        Assert.Empty(After(AgentLedger.Empty, Set(Later, Latest)).Certifications);
    }

    [Theory]
    [InlineData(OperationCause.Lapsed, true)]
    [InlineData(OperationCause.NoLongerStated, true)]
    [InlineData(OperationCause.Terminated, true)]
    [InlineData(OperationCause.Absent, true)]
    [InlineData(OperationCause.Expired, false)]
    public void An_ended_certification_is_nobody_s_and_an_early_ending_is_remembered(OperationCause cause, bool isEarly)
    {
        var end = new Operation.EndCertification(Id(Pci), Later, Ended, cause);

        var ledger = After(AgentLedger.Empty.Owning((Pci, Later)), end);

        Assert.Empty(ledger.Certifications);
        Assert.Equal(isEarly ? Now : null, ledger.Dates.SingleOrDefault()?.EndedAt);
    }

    [Fact]
    public void A_scheduled_value_that_was_applied_leaves_only_its_known_end()
    {
        var ledger = AgentLedger.Empty
            .Scheduling(Billing, 3, from: Now - Days(1), until: Now + Days(4))
            .Scheduling(Billing, 5, from: Now + Days(4));

        var after = After(ledger, new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Scheduled));

        Assert.Equal(
            [
                new ScheduledSkill(Hris, Id(Billing), new(3), null, Now + Days(4)),
                new ScheduledSkill(Hris, Id(Billing), new(5), Now + Days(4), null),
            ],
            after.Scheduled);
    }

    private static Operation.SetCertification Set(HeldCertification? from, HeldCertification to) => new(Id(Pci), from, to, OperationCause.Stated);

    private static AgentLedger After(AgentLedger ledger, Operation operation) => LedgerEffects.After(ledger, operation, Hris, Now);
}
