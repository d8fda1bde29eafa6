using ActorSync.Core.Certifications;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Roster;

/// <summary>How stated certifications are settled and compared: a person has one of a name, so two that differ contradict.</summary>
internal sealed class CertificationLane(ZoneRules zone, Func<int, DateColumns> columnsOf)
    : Lane<CertificationDraft, StatedCertification, CertificationName>(zone, columnsOf)
{
    private static readonly LocalDate LastDate = new(RosterDate.LastYear, 12, 31);

    public override string ListColumn => SheetColumns.NameOf(Roster.SheetColumn.Certifications);

    public override string SheetColumn => SheetColumns.NameOf(Roster.SheetColumn.Certification);

    public override CertificationName NameOf(StatedCertification item) => item.Name;

    public override RowRef RowOf(StatedCertification item) => item.Row;

    public override bool AreEqual(StatedCertification one, StatedCertification other) =>
        one.Name == other.Name && one.IssuedOn == other.IssuedOn && one.OfficialExpiry == other.OfficialExpiry && one.Renewal == other.Renewal;

    public override bool Contradict(StatedCertification one, StatedCertification other) => true;

    public override bool ContradictsNone(StatedCertification item) => item.Renewal is not Renewal.Lapse;

    public override bool ContradictsLeaveAsIs(StatedCertification item) => true;

    public override int CompareValues(StatedCertification one, StatedCertification other) => one.Row.CompareTo(other.Row);

    public override RejectedItem<CertificationName>? Settle(CertificationDraft draft, RowRef row, ItemOrigin origin, out StatedCertification? item)
    {
        item = null;
        var columns = ColumnsOf(row);
        var name = draft.Certification.Name;
        if (columns.Issued.Settle(draft.IssuedOn, Zone, out var issued) is { } issuedProblem)
        {
            return Reject(row, columns.Issued, draft.IssuedOn, issuedProblem, name);
        }

        if (columns.Expires.Settle(draft.ExpiresOn, Zone, out var expires) is { } expiresProblem)
        {
            return Reject(row, columns.Expires, draft.ExpiresOn, expiresProblem, name);
        }

        Instant? start = issued.IsStated ? issued.Start(Zone) : null;
        Instant? end = null;
        if (expires.IsStated)
        {
            end = expires.Start(Zone);
        }
        else if (issued.IsStated)
        {
            var issueDay = issued.Day(Zone);
            var room = Period.DaysBetween(issueDay, LastDate);
            if (draft.Certification.ValidityInDays >= room)
            {
                return Reject(
                    row,
                    columns.Issued,
                    draft.IssuedOn,
                    new CellProblem(RosterRule.DateImpossible, "The issue date plus the certification's validity lies after the year 9999. Correct the date."),
                    name);
            }

            end = OfficialExpiry.FromIssueDay(issueDay, draft.Certification.ValidityInDays, Zone);
        }

        item = new StatedCertification(name, start, end, draft.Renewal, row, origin);
        return null;
    }
}
