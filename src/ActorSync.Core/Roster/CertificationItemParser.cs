using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>Reads one stated certification, from a compact item, a sheet row or a JSON object.</summary>
internal sealed class CertificationItemParser(RosterContext context, RosterDateParser dates, SeenNamesLog seen)
{
    private const int CompactParts = 4;

    private readonly DeclaredNames<DeclaredCertification> _names = new(context.Taxonomy.Certifications, certification => certification.Name.Value);

    /// <summary>Reads <c>Name|issue date|expiry date|renewal</c>; each part after the name may be empty or missing.</summary>
    public RejectedItem<CertificationName>? ParseCompact(
        RowRef row, ReadOnlySpan<char> item, DateColumns columns, out CertificationDraft draft)
    {
        var cells = new CertificationCells { Raw = item, Column = SheetColumns.NameOf(SheetColumn.Certifications) };
        var part = 0;
        foreach (var range in item.Split('|'))
        {
            switch (part++)
            {
                case 0:
                    cells.Name = item[range];
                    break;
                case 1:
                    cells.IssuedOn = item[range];
                    break;
                case 2:
                    cells.ExpiresOn = item[range];
                    break;
                case 3:
                    cells.Renewal = item[range];
                    break;
            }
        }

        if (part <= CompactParts)
        {
            return Parse(row, cells, columns, out draft);
        }

        draft = default;
        _ = Find(cells.Name, out _, out var meant);
        var problem = new CellProblem(
            RosterRule.ItemMalformed, "The item has more than four parts. Write NAME|ISSUED|EXPIRES|RENEWAL; each part after the name may be empty.");
        return Reject(row, cells, SheetColumn.Certification, item, problem, meant);
    }

    /// <summary>Reads a certification from its cells. Returns null, or the item as rejected.</summary>
    public RejectedItem<CertificationName>? Parse(RowRef row, in CertificationCells cells, DateColumns columns, out CertificationDraft draft)
    {
        draft = default;
        var issuedProblem = dates.Parse(cells.IssuedOn, out var issued);
        var expiresProblem = dates.Parse(cells.ExpiresOn, out var expires);
        columns.Issued.Prove(issued);
        columns.Expires.Prove(expires);

        if (Find(cells.Name, out var certification, out var meant) is { } nameProblem)
        {
            return Reject(row, cells, SheetColumn.Certification, cells.Name, nameProblem, meant);
        }

        if (issuedProblem is not null)
        {
            return Reject(row, cells, SheetColumn.IssuedOn, cells.IssuedOn, issuedProblem, meant);
        }

        if (expiresProblem is not null)
        {
            return Reject(row, cells, SheetColumn.ExpiresOn, cells.ExpiresOn, expiresProblem, meant);
        }

        if (RenewalWords.Parse(cells.Renewal, out var renewal) is { } renewalProblem)
        {
            return Reject(row, cells, SheetColumn.Renewal, cells.Renewal, renewalProblem, meant);
        }

        columns.Issued.Note(issued, row.Line);
        columns.Expires.Note(expires, row.Line);
        draft = new CertificationDraft(certification!, issued, expires, renewal);
        return null;
    }

    private CellProblem? Find(ReadOnlySpan<char> name, out DeclaredCertification? certification, out CertificationName? meant)
    {
        meant = null;
        certification = _names.Find(name);
        if (certification is null)
        {
            if (name.IsWhiteSpace())
            {
                return new CellProblem(RosterRule.NameMissing, "The certification's name is missing. Write it, or remove the item.");
            }

            if (_names.FindIgnoringCase(name) is { } similar)
            {
                meant = similar.Name;
                return new CellProblem(
                    RosterRule.CertificationCaseDiffers,
                    $"The certification's name differs by case from the declared '{similar.Name}'. Write '{similar.Name}'.");
            }

            seen.UndeclaredCertification(name);
            return new CellProblem(
                RosterRule.CertificationUndeclared,
                "The certification is not declared. Correct the name, or declare it under Taxonomy:Certifications and create it with 'actorsync taxonomy apply'.");
        }

        meant = certification.Name;
        return certification.Managed
            ? null
            : new CellProblem(
                RosterRule.CertificationUnmanaged,
                "The certification is declared as unmanaged. Remove the item, or set managed to true under Taxonomy:Certifications.");
    }

    private static RejectedItem<CertificationName> Reject(
        RowRef row, in CertificationCells cells, SheetColumn column, ReadOnlySpan<char> cell, CellProblem problem, CertificationName? meant) =>
        new(row, cells.Column ?? SheetColumns.NameOf(column), problem, CellText.Shorten(cells.Column is null ? cell : cells.Raw), meant);
}
