using ActorSync.Core.Audit;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Audit;

public sealed class AuditTrailTests
{
    private static readonly UserId Whom = new("u1");
    private static readonly RunId Run = new("20260301T120000000Z");
    private static readonly SkillId BillingId = new("billing");
    private static readonly CertificationId PciId = new("pci");
    private static readonly Instant Issued = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Instant Later = Now + Days(30);

    [Fact]
    public void A_settled_write_tells_of_each_operation_that_was_applied_with_what_it_replaced()
    {
        var row = new RowRef(0, 7);
        var entry = Settled(
            new Operation.GrantSkill(BillingId, new(3), IsGate: false, OperationCause.Stated) { Origin = row },
            new Operation.RateSkill(BillingId, new(3), new(4.5m), IsGate: false, OperationCause.Stated),
            new Operation.RevokeSkill(BillingId, new(4.5m), IsGate: false, OperationCause.NoLongerStated),
            new Operation.SetCertification(PciId, null, new(Issued, Later), OperationCause.Stated),
            new Operation.SetCertification(PciId, new(Issued, Later), new(Issued, Later + Days(1)), OperationCause.Renewed),
            new Operation.EndCertification(PciId, new(null, Later), new(null, Now), OperationCause.Lapsed));

        Assert.Equal(
            [
                Change(ValueKind.Skill, "billing", null, "3", OperationCause.Stated) with { Row = row },
                Change(ValueKind.Skill, "billing", "3", "4.5", OperationCause.Stated),
                Change(ValueKind.Skill, "billing", "4.5", null, OperationCause.NoLongerStated),
                Change(ValueKind.Certification, "pci", null, "2026-01-01T00:00:00Z/2026-04-09T12:00:00Z", OperationCause.Stated),
                Change(ValueKind.Certification, "pci", "2026-01-01T00:00:00Z/2026-04-09T12:00:00Z", "2026-01-01T00:00:00Z/2026-04-10T12:00:00Z", OperationCause.Renewed),
                Change(ValueKind.Certification, "pci", "-/2026-04-09T12:00:00Z", "-/2026-03-10T12:00:00Z", OperationCause.Lapsed),
            ],
            AuditTrail.ChangesOf(entry));
    }

    [Fact]
    public void Where_a_target_keeps_bare_names_an_ending_takes_the_name_away()
    {
        var entry = Settled(new Operation.EndCertification(PciId, HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.Terminated));

        Assert.Equal([Change(ValueKind.Certification, "pci", AuditValue.NoDates, null, OperationCause.Terminated)], AuditTrail.ChangesOf(entry));
    }

    [Fact]
    public void What_somebody_else_changed_is_told_without_a_row_and_with_the_instant_at_which_it_was_seen()
    {
        var entry = new JournalEntry.Edited(Whom, [new(ValueKind.Skill, "billing", "2", "5"), new(ValueKind.Certification, "pci", null, AuditValue.NoDates)], Now);

        Assert.Equal(
            [
                new AuditChange(ValueKind.Skill, "billing", "2", "5", ChangeCause.Elsewhere, Row: null, Now),
                new AuditChange(ValueKind.Certification, "pci", null, AuditValue.NoDates, ChangeCause.Elsewhere, Row: null, Now),
            ],
            AuditTrail.ChangesOf(entry));
    }

    [Fact]
    public void An_entry_that_only_prepares_or_counts_tells_of_no_change() => Assert.Empty(AuditTrail.ChangesOf(
        new JournalEntry.Intended(Whom, Run, 1, [new Operation.GrantSkill(BillingId, new(3), IsGate: false, OperationCause.Stated)])));

    [Fact]
    public void Edits_are_what_was_added_changed_and_taken_away_skills_first_and_each_kind_by_id()
    {
        var known = User([(Chat, 2), (Spanish, 4), (Vip, 1)], [Gdpr.Holds(Later), Pci.Holds(Later)]);
        var seen = User([(Billing, 5), (Chat, 3), (Vip, 1)], [Forklift.Holds(Later), Pci.Holds(Later)]);

        Assert.Equal(
            [
                new ValueEdit(ValueKind.Skill, "skill-Billing", null, "5"),
                new ValueEdit(ValueKind.Skill, "skill-Chat", "2", "3"),
                new ValueEdit(ValueKind.Skill, "skill-Spanish", "4", null),
                new ValueEdit(ValueKind.Certification, "Forklift", null, "-/2026-04-09T12:00:00Z"),
                new ValueEdit(ValueKind.Certification, "GDPR", "-/2026-04-09T12:00:00Z", null),
            ],
            AuditTrail.EditsBetween(known, seen));
    }

    [Fact]
    public void A_value_that_is_not_held_any_more_is_an_edit_also_where_it_was_as_much_as_none()
    {
        var known = User([(Chat, 0)], [Pci.Named()]);

        Assert.Equal(
            [new ValueEdit(ValueKind.Skill, "skill-Chat", "0", null), new ValueEdit(ValueKind.Certification, "PCI", AuditValue.NoDates, null)],
            AuditTrail.EditsBetween(known, User()));
    }

    [Fact]
    public void An_issue_date_that_the_target_fills_in_is_nobody_s_edit()
    {
        Assert.Empty(AuditTrail.EditsBetween(User(certifications: [Pci.Holds(Later)]), User(certifications: [Pci.Holds(Later, issuedOn: Issued)])));
    }

    [Fact]
    public void What_was_never_read_is_unknown_and_no_edit()
    {
        var known = User([(Chat, 2)], [Pci.Holds(Later)]);

        Assert.Empty(AuditTrail.EditsBetween(known with { Skills = null, Certifications = null }, known));
        Assert.Empty(AuditTrail.EditsBetween(known, known with { Skills = null, Certifications = null }));
    }

    private static JournalEntry.Settled Settled(params Operation[] applied) => new(Whom, Run, 1, WriteResult.Applied, Hris, [.. applied], 2, Now);

    private static AuditChange Change(ValueKind kind, string id, string? before, string? after, OperationCause cause) => new(kind, id, before, after, new(cause), Row: null, Now);
}
