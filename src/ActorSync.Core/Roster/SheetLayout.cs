using System.Collections.Immutable;

namespace ActorSync.Core.Roster;

/// <summary>Which column of a file is which column of the contract.</summary>
/// <param name="Kind">Which sheet the headers make; null when they make two.</param>
/// <param name="Matches">The columns used, with their 0-based index and the header as it stands in the file.</param>
/// <param name="Ignored">Headers that nobody knows, or that this sheet has no use for, in file order.</param>
/// <param name="Duplicates">Columns that stand in the file more than once.</param>
public sealed record SheetLayout(
    SheetKind? Kind,
    ImmutableSortedDictionary<SheetColumn, (int Index, string Header)> Matches,
    ImmutableArray<string> Ignored,
    ImmutableArray<SheetColumn> Duplicates)
{
    private static readonly SheetColumn[] PersonColumns =
        [SheetColumn.EmployeeId, SheetColumn.Email, SheetColumn.Status, SheetColumn.Skills, SheetColumn.Certifications];

    private static readonly SheetColumn[] SkillColumns =
        [SheetColumn.EmployeeId, SheetColumn.Skill, SheetColumn.Level, SheetColumn.EffectiveDate, SheetColumn.EndDate];

    private static readonly SheetColumn[] CertificationColumns =
        [SheetColumn.EmployeeId, SheetColumn.Certification, SheetColumn.IssuedOn, SheetColumn.ExpiresOn, SheetColumn.Renewal];

    /// <summary>Whether the key column was found.</summary>
    public bool HasKey => Matches.ContainsKey(SheetColumn.EmployeeId);

    /// <summary>The 0-based index of a column, or −1 where the file lacks it.</summary>
    public int IndexOf(SheetColumn column) => Matches.TryGetValue(column, out var match) ? match.Index : -1;

    /// <summary>Matches the headers of a file.</summary>
    /// <param name="headers">The headers in file order, as they stand there.</param>
    /// <param name="mapping"><c>Source:Columns</c>: names of the contract to headers. A mapped header that the file lacks falls back to the contract's name, because one mapping serves several files.</param>
    public static SheetLayout Match(IReadOnlyList<string> headers, IReadOnlyDictionary<string, string> mapping)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(mapping);
        var places = headers.Select((header, index) => (Key: new HeaderKey(header), Index: index))
            .Where(place => place.Key.Value.Length > 0)
            .ToLookup(place => place.Key, place => place.Index);
        var wanted = Wanted(mapping);

        var found = new SortedDictionary<SheetColumn, ImmutableArray<int>>();
        foreach (var column in SheetColumns.All)
        {
            var own = new HeaderKey(SheetColumns.NameOf(column));
            var key = wanted.TryGetValue(column, out var mapped) && places.Contains(mapped) ? mapped : own;

            // A header that the mapping gives to another column is not this one, even if the names agree.
            var isTaken = key == own && wanted.Any(pair => pair.Key != column && pair.Value == own && !wanted.ContainsKey(column));
            if (places.Contains(key) && !isTaken)
            {
                found[column] = [.. places[key]];
            }
        }

        var kind = KindOf(found);
        var used = kind switch
        {
            SheetKind.Skill => SkillColumns,
            SheetKind.Certification => CertificationColumns,
            _ => PersonColumns,
        };
        var matches = found.Where(pair => used.Contains(pair.Key))
            .ToImmutableSortedDictionary(pair => pair.Key, pair => (pair.Value[0], headers[pair.Value[0]].Trim()));
        var usedPlaces = matches.Values.Select(match => match.Item1).ToHashSet();
        return new SheetLayout(
            kind,
            matches,
            [.. headers.Where((header, index) => !usedPlaces.Contains(index) && new HeaderKey(header).Value.Length > 0).Select(header => header.Trim())],
            [.. found.Where(pair => pair.Value.Length > 1 && used.Contains(pair.Key)).Select(pair => pair.Key)]);
    }

    private static Dictionary<SheetColumn, HeaderKey> Wanted(IReadOnlyDictionary<string, string> mapping)
    {
        var wanted = new Dictionary<SheetColumn, HeaderKey>();
        foreach (var (name, header) in mapping)
        {
            if (SheetColumns.Find(new HeaderKey(name)) is { } column)
            {
                wanted[column] = new HeaderKey(header);
            }
        }

        return wanted;
    }

    private static SheetKind? KindOf(SortedDictionary<SheetColumn, ImmutableArray<int>> found)
    {
        var hasLists = found.ContainsKey(SheetColumn.Skills) || found.ContainsKey(SheetColumn.Certifications);
        return (found.ContainsKey(SheetColumn.Skill), found.ContainsKey(SheetColumn.Certification), hasLists) switch
        {
            (true, false, false) => SheetKind.Skill,
            (false, true, false) => SheetKind.Certification,
            (false, false, _) => SheetKind.Person,
            _ => null,
        };
    }
}
