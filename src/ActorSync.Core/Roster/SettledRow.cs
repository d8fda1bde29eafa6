using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>A person's row with its dates settled.</summary>
internal sealed class SettledRow(
    PersonRow row,
    SettledList<SkillDraft, StatedSkill, SkillName> skills,
    SettledList<CertificationDraft, StatedCertification, CertificationName> certifications)
{
    public PersonRow Row { get; } = row;

    public SettledList<SkillDraft, StatedSkill, SkillName> Skills { get; } = skills;

    public SettledList<CertificationDraft, StatedCertification, CertificationName> Certifications { get; } = certifications;

    /// <summary>The folded e-mail; computed when asked, because few people have a second row to compare with.</summary>
    public EmailKey? Email => EmailKey.From(Row.Email);

    /// <summary>Whether another row of the person contradicts this one.</summary>
    public bool IsContradicted { get; set; }

    public int ItemsRejected => Skills.Rejected.Count + Certifications.Rejected.Count;

    public bool IsSameAs(SettledRow other) =>
        Email == other.Email && Row.Status == other.Row.Status && Skills.IsSameAs(other.Skills) && Certifications.IsSameAs(other.Certifications);

    /// <summary>Marks the rows that state a field differently; one that says nothing of a field contradicts nobody in it.</summary>
    public static void MarkContradictions(IReadOnlyList<SettledRow> rows)
    {
        if (rows.Count > 1)
        {
            Mark(rows, row => row.Email is not null, (one, other) => one.Email == other.Email);
            Mark(rows, row => row.Row.Status is not null, (one, other) => one.Row.Status == other.Row.Status);
            Mark(rows, row => row.Skills.IsStated, (one, other) => one.Skills.IsSameAs(other.Skills));
            Mark(rows, row => row.Certifications.IsStated, (one, other) => one.Certifications.IsSameAs(other.Certifications));
        }
    }

    private static void Mark(IReadOnlyList<SettledRow> rows, Func<SettledRow, bool> states, Func<SettledRow, SettledRow, bool> agree)
    {
        var stating = rows.Where(states).ToList();
        if (stating.Exists(row => !agree(stating[0], row)))
        {
            stating.ForEach(row => row.IsContradicted = true);
        }
    }
}
