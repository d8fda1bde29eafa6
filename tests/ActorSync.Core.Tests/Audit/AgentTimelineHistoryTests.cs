using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Audit;

/// <summary>What the timeline of an agent tells of certifications, of statements about dates and of where a journal begins.</summary>
public sealed class AgentTimelineHistoryTests
{
    private static readonly UserId Whom = new("u-17");
    private static readonly RunId Run = new("20260301T120000000Z");
    private static readonly Instant Expiry = Now + Days(90);
    private static readonly string Dated = AuditValue.Of(new HeldCertification(null, Expiry));

    private readonly AgentTimeline _timeline = new();

    [Fact]
    public void Where_the_journal_was_cut_off_everything_held_is_there_from_earlier_and_what_was_stated_is_known()
    {
        var ledger = AgentLedger.Empty.Dating(Gdpr, Expiry).Dating(Pci, Expiry).Scheduling(Chat, 3, At(60), At(90));

        _timeline.Begin(UserRecord.New(Whom) with { LastKnown = User([(Spanish, 2), (Billing, 4)], [Pci.Holds(Expiry), Gdpr.Holds(Expiry)]), Ledger = ledger }, At(0));

        Assert.Equal(
            [
                (ValueKind.Skill, "skill-Billing", "4", TimelineOrigin.Earlier), (ValueKind.Skill, "skill-Spanish", "2", TimelineOrigin.Earlier),
                (ValueKind.Certification, "GDPR", Dated, TimelineOrigin.Earlier), (ValueKind.Certification, "PCI", Dated, TimelineOrigin.Earlier),
            ],
            _timeline.Changes.Select(change => (change.Kind, change.Id, change.To!, change.Origin)));
        Assert.All(_timeline.Changes, change => Assert.Equal((At(0), null, At(0), null), (change.KnownAt, change.After, change.By, change.From)));
        Assert.Equal(
            [
                new TimelineStatement(At(0), ValueKind.Certification, "GDPR", null, new(null, Expiry, null, null)),
                new TimelineStatement(At(0), ValueKind.Certification, "PCI", null, new(null, Expiry, null, null)),
                new TimelineStatement(At(0), ValueKind.Skill, "skill-Chat", null, new(At(60), At(90), null, "3")),
            ],
            _timeline.Statements);
    }

    [Fact]
    public void What_is_seen_later_is_not_found_for_the_first_time_where_the_journal_began_with_it()
    {
        _timeline.Begin(UserRecord.New(Whom) with { LastKnown = User([(Billing, 4)], []) }, At(0));

        _timeline.Take(Seen(At(5), [(Billing, 5)], [Pci.Holds(Expiry)]), At(5));

        Assert.Equal(
            [("skill-Billing", TimelineOrigin.Elsewhere, At(0)), ("PCI", TimelineOrigin.Elsewhere, At(0))],
            _timeline.Changes.Where(change => change.KnownAt == At(5)).Select(change => (change.Id, change.Origin, change.After!.Value)));
    }

    [Fact]
    public void What_was_written_before_the_journal_begins_was_changed_by_others_no_earlier_than_it_begins()
    {
        _timeline.Begin(UserRecord.New(Whom) with { OpenIntents = [new JournalEntry.Intended(Whom, Run, 1, [])] }, At(3));
        _timeline.Take(Settled(new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated)), At(4));

        _timeline.Take(new JournalEntry.Edited(Whom, [new(ValueKind.Skill, Id(Billing).Value, "3", "5")], At(9)), At(9));

        Assert.Equal(At(3), _timeline.Changes[^1].After);
    }

    [Fact]
    public void Each_kind_is_found_when_it_is_first_read()
    {
        _timeline.Take(Seen(At(0), [(Billing, 4)], null), At(0));
        _timeline.Take(Seen(At(5), [(Billing, 4)], [Pci.Holds(Expiry)]), At(5));
        _timeline.Take(Seen(At(6), [(Billing, 4)], null), At(6));

        Assert.Equal([("skill-Billing", TimelineOrigin.Found, null), ("PCI", TimelineOrigin.Found, null)], _timeline.Changes.Select(change => (change.Id, change.Origin, change.After)));
    }

    [Fact]
    public void What_others_gave_changed_and_took_away_is_told_in_the_order_of_the_ids_and_since_the_last_reading()
    {
        _timeline.Take(Seen(At(0), [(Chat, 1), (Spanish, 2)], [Gdpr.Holds(Expiry), Pci.Holds(Expiry)]), At(0));

        _timeline.Take(Seen(At(5), [(Billing, 5), (Chat, 2)], [Gdpr.Holds(Expiry), Forklift.Holds(Expiry)]), At(6));

        Assert.Equal(
            [
                ("skill-Billing", null, "5"), ("skill-Chat", "1", "2"), ("skill-Spanish", "2", null),
                ("Forklift", null, Dated), ("PCI", Dated, null),
            ],
            _timeline.Changes.Skip(4).Select(change => (change.Id, change.From, change.To)));
        Assert.All(_timeline.Changes.Skip(4), change => Assert.Equal((TimelineOrigin.Elsewhere, At(0), At(5), At(6)), (change.Origin, change.After!.Value, change.By, change.KnownAt)));
        Assert.Equal(
            [(ValueKind.Skill, "skill-Billing"), (ValueKind.Skill, "skill-Chat"), (ValueKind.Certification, "Forklift"), (ValueKind.Certification, "GDPR")],
            _timeline.KnownBy(At(6)).Select(held => (held.Kind, held.Id)));
    }

    [Fact]
    public void A_reading_that_differs_only_by_what_the_target_fills_in_changes_nothing()
    {
        _timeline.Take(Seen(At(0), [], [Pci.Holds(Expiry)]), At(0));
        _timeline.Take(Seen(At(5), [], [Pci.Holds(Expiry, issuedOn: At(-9))]), At(5));

        Assert.Single(_timeline.Changes);
    }

    [Fact]
    public void A_value_is_unchanged_until_it_was_read_where_that_is_later_than_it_was_written()
    {
        _timeline.Take(Seen(At(0), [], []), At(0));
        _timeline.Take(new JournalEntry.Intended(Whom, Run, 1, [new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated)]), At(1));
        _timeline.Take(Settled(new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated)), At(2));
        _timeline.Take(Seen(At(4), [(Billing, 3)], []), At(4));
        _timeline.Take(Seen(At(8), [(Billing, 5), (Chat, 1)], []), At(8));

        Assert.Equal([("skill-Billing", At(4)), ("skill-Chat", At(4))], _timeline.Changes.Where(change => change.KnownAt == At(8)).Select(change => (change.Id, change.After!.Value)));
    }

    [Fact]
    public void A_write_that_nobody_could_settle_was_perhaps_applied_and_what_is_seen_after_it_has_an_unknown_cause()
    {
        _timeline.Take(Seen(At(0), [(Billing, 2), (Chat, 1)], []), At(0));
        Operation carried = new Operation.RateSkill(Id(Billing), new(2), new(3), IsGate: false, OperationCause.Stated);
        _timeline.Take(Doubted(DoubtResult.Unsettled, carried), At(5));

        Assert.Equal(("skill-Billing", "2", "3", TimelineOrigin.Perhaps), Told(_timeline.Changes[^1]));
        Assert.Equal((At(0), At(5), Run), (_timeline.Changes[^1].After!.Value, _timeline.Changes[^1].By, _timeline.Changes[^1].Run!.Value));

        _timeline.Take(Seen(At(8), [(Billing, 3), (Chat, 2)], []), At(8));
        Assert.Equal(("skill-Billing", "3", "3", TimelineOrigin.Unknown), Told(_timeline.Changes[^2]));
        Assert.Equal(("skill-Chat", "1", "2", TimelineOrigin.Unknown), Told(_timeline.Changes[^1])); // The user's skills are unknown as a whole once one of them is.

        _timeline.Take(Seen(At(9), [(Billing, 4), (Chat, 2)], []), At(9));
        Assert.Equal(("skill-Billing", "3", "4", TimelineOrigin.Elsewhere), Told(_timeline.Changes[^1]));
    }

    [Theory]
    [InlineData(DoubtResult.Applied)]
    [InlineData(DoubtResult.NotApplied)]
    [InlineData(DoubtResult.AppliedInPart)]
    public void A_doubt_that_a_read_has_settled_tells_nothing_of_its_own(DoubtResult result)
    {
        _timeline.Take(Doubted(result, new Operation.GrantSkill(Id(Billing), new(3), IsGate: false, OperationCause.Stated)), At(5));

        Assert.Empty(_timeline.Changes);
    }

    [Fact]
    public void A_removal_that_nobody_could_settle_is_in_doubt_until_it_is_seen()
    {
        _timeline.Take(Seen(At(0), [(Billing, 2)], []), At(0));
        _timeline.Take(Doubted(DoubtResult.Unsettled, new Operation.RevokeSkill(Id(Billing), new(2), IsGate: false, OperationCause.Zero)), At(5));

        _timeline.Take(Seen(At(8), [], []), At(8));

        Assert.Equal(("skill-Billing", null, null, TimelineOrigin.Unknown), Told(_timeline.Changes[^1]));
        Assert.Empty(_timeline.KnownBy(At(8)));
        Assert.Equal(TimelineOrigin.Perhaps, Assert.Single(_timeline.KnownBy(At(5))).Origin);
    }

    [Fact]
    public void Statements_are_told_where_the_ledger_s_dates_differ_from_those_before()
    {
        var first = AgentLedger.Empty.Dating(Pci, Expiry).Dating(Gdpr, Expiry).Scheduling(Chat, 3, At(60)).Scheduling(Spanish, 2, At(60));
        var second = AgentLedger.Empty.Dating(Forklift, Expiry).Dating(Pci, Expiry + Days(1)).Dating(Gdpr, Expiry).Scheduling(Spanish, 2, At(60)).Scheduling(Billing, 1, At(70));

        _timeline.Take(new JournalEntry.Noted(Whom, first), At(1));
        _timeline.Take(new JournalEntry.Noted(Whom, second), At(2));
        _timeline.Take(new JournalEntry.Noted(Whom, AgentLedger.Empty), At(3));

        Assert.Equal(
            [
                ("GDPR", false, true), ("PCI", false, true), ("skill-Chat", false, true), ("skill-Spanish", false, true),
                ("Forklift", false, true), ("PCI", true, true), ("skill-Chat", true, false), ("skill-Billing", false, true),
                ("Forklift", true, false), ("GDPR", true, false), ("PCI", true, false), ("skill-Spanish", true, false), ("skill-Billing", true, false),
            ],
            _timeline.Statements.Select(statement => (statement.Id, statement.Before is not null, statement.Now is not null)));
        Assert.Equal(new StatedTime(null, Expiry, null, null), _timeline.Statements[5].Before);
        Assert.Equal(new StatedTime(null, Expiry + Days(1), null, null), _timeline.Statements[5].Now);
    }

    [Fact]
    public void A_statement_that_was_known_only_later_corrects_an_instant_of_which_it_tells_something_else()
    {
        _timeline.Take(new JournalEntry.Noted(Whom, AgentLedger.Empty.Dating(Pci, At(10))), At(20));

        Assert.Equal("PCI", Assert.Single(_timeline.CorrectedAfter(At(9))).Id);
        Assert.Empty(_timeline.CorrectedAfter(At(10))); // It had ended by then, as was known.
        Assert.Empty(_timeline.CorrectedAfter(At(20)));
    }

    [Fact]
    public void What_is_learnt_only_later_may_have_happened_already_from_when_it_was_last_surely_otherwise()
    {
        _timeline.Take(Seen(At(0), [(Billing, 2)], []), At(0));
        _timeline.Take(Seen(At(8), [(Billing, 3)], []), At(9));

        Assert.Empty(_timeline.LearntAfter(At(-1)).Where(change => change.Origin == TimelineOrigin.Elsewhere));
        Assert.Equal(TimelineOrigin.Elsewhere, Assert.Single(_timeline.LearntAfter(At(0))).Origin);
        Assert.Single(_timeline.LearntAfter(At(8)));
        Assert.Empty(_timeline.LearntAfter(At(9)));
        Assert.Equal(TimelineOrigin.Found, Assert.Single(_timeline.LearntAfter(At(-1))).Origin); // Nobody knows since when.
    }

    private static (string Id, string? From, string? To, TimelineOrigin Origin) Told(TimelineChange change) => (change.Id, change.From, change.To, change.Origin);

    private static Instant At(int minutes) => Now + Duration.FromMinutes(minutes);

    private static JournalEntry.Seen Seen(Instant at, (SkillName, decimal)[] skills, (CertificationName, HeldCertification)[]? certifications)
    {
        var user = User(skills, certifications);
        return new(user with { ObservedAt = at, Certifications = certifications is null ? null : user.Certifications });
    }

    private static JournalEntry.Settled Settled(Operation applied) => new(Whom, Run, 1, WriteResult.Applied, Hris, [applied], 2, At(2));

    private static JournalEntry.Doubted Doubted(DoubtResult result, Operation carried) => new(Whom, Run, new WriteDoubt(1, [carried], "no answer", result, At(5)));
}
