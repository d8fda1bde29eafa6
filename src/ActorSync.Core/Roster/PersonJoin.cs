using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>Joins all rows of one person: decides which are accepted, rejected or superseded, and what the person is stated to be.</summary>
/// <param name="skills">How skills are settled and compared.</param>
/// <param name="certifications">The same for certifications.</param>
/// <param name="coverage">Which sheets were given, and whether they state everybody.</param>
/// <param name="tally">Where the rows are counted.</param>
/// <param name="report">Told of each finding on a row.</param>
internal sealed class PersonJoin(
    SkillLane skills, CertificationLane certifications, SheetCoverage coverage, RowTally tally, Action<RowRef, string, CellProblem, string> report)
{
    private static readonly CellProblem Contradiction = new(
        RosterRule.RowsContradict, "Another row states something different of this person. Keep the row that is right and remove the others.");

    private static readonly CellProblem NotInPersonSheet = new(
        RosterRule.PersonNotInPersonSheet,
        "In full mode the person sheet defines who exists, and it lacks this person. Add the person there, or remove the row.");

    /// <summary>Returns the person, or null when no row is accepted; <see cref="PersonDraft.HasRejectedRow"/> is set along the way.</summary>
    public RosterPerson? Join(EmployeeId id, PersonDraft draft)
    {
        var rows = draft.Rows.ConvertAll(row => new SettledRow(
            row,
            SettledList<SkillDraft, StatedSkill, SkillName>.From(skills, row.Skills, row.Row),
            SettledList<CertificationDraft, StatedCertification, CertificationName>.From(certifications, row.Certifications, row.Row)));
        var skillJoin = new LaneJoin<SkillDraft, StatedSkill, SkillName>(skills, draft.Skills);
        var certificationJoin = new LaneJoin<CertificationDraft, StatedCertification, CertificationName>(certifications, draft.Certifications);

        if (coverage.PersonSheetDefines && !draft.IsInPersonSheet)
        {
            skillJoin.RejectAll(NotInPersonSheet);
            certificationJoin.RejectAll(NotInPersonSheet);
        }

        SettledRow.MarkContradictions(rows);
        skillJoin.MarkContradictions(rows, row => row.Skills);
        certificationJoin.MarkContradictions(rows, row => row.Certifications);

        var accepted = AcceptRows(draft, rows);
        var (statedSkills, skillRows, skillTwins) = skillJoin.Join(
            accepted.Find(row => row.Skills.IsStated)?.Skills, coverage.ImpliesSkills);
        var (statedCertifications, certificationRows, certificationTwins) = certificationJoin.Join(
            accepted.Find(row => row.Certifications.IsStated)?.Certifications, coverage.ImpliesCertifications);

        RejectSheetRows(draft, skillJoin.RejectedRows);
        RejectSheetRows(draft, certificationJoin.RejectedRows);
        tally.Superseded += skillTwins + certificationTwins;

        RowRef[] all = [.. accepted.Select(row => row.Row.Row), .. skillRows, .. certificationRows];
        tally.Accepted += all.Length;
        return all.Length == 0
            ? null
            : new RosterPerson(
                id,
                accepted.Find(row => row.Row.Email is not null)?.Row.Email,
                accepted.Find(row => row.Row.Status is not null)?.Row.Status ?? EmploymentStatus.Active,
                statedSkills,
                statedCertifications,
                draft.HasRejectedRow,
                all.Length,
                all.Min())
            {
                OwnRow = accepted.Count == 0 ? null : accepted.Min(row => row.Row.Row),
            };
    }

    private List<SettledRow> AcceptRows(PersonDraft draft, List<SettledRow> rows)
    {
        var accepted = new List<SettledRow>(rows.Count);
        foreach (var row in rows)
        {
            if (row.IsContradicted)
            {
                tally.Rejected++;
                draft.HasRejectedRow = true;
                report(row.Row.Row, SheetColumns.NameOf(SheetColumn.EmployeeId), Contradiction, string.Empty);
                ReportItems(row);
            }
            else if (accepted.Exists(row.IsSameAs))
            {
                tally.Superseded++;
            }
            else
            {
                accepted.Add(row);
                tally.ItemsRejected += row.ItemsRejected;
                ReportItems(row);
            }
        }

        return accepted;
    }

    private void ReportItems(SettledRow row)
    {
        foreach (var item in row.Skills.Rejected)
        {
            report(item.Row, item.Column, item.Problem, item.Raw);
        }

        foreach (var item in row.Certifications.Rejected)
        {
            report(item.Row, item.Column, item.Problem, item.Raw);
        }
    }

    private void RejectSheetRows<TName>(PersonDraft draft, IReadOnlyList<RejectedItem<TName>> rejected)
        where TName : struct
    {
        foreach (var row in rejected)
        {
            tally.Rejected++;
            draft.HasRejectedRow = true;
            report(row.Row, row.Column, row.Problem, row.Raw);
        }
    }
}
