using System.Collections.Immutable;

namespace ActorSync.Core.Roster;

/// <summary>Gathers the names of <see cref="SeenNames"/> while files are read.</summary>
internal sealed class SeenNamesLog
{
    private readonly Dictionary<string, long> _skills = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _certifications = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _headers = new(StringComparer.Ordinal);
    private readonly HashSet<SheetColumn> _found = [];

    public void UndeclaredSkill(ReadOnlySpan<char> name) => Count(_skills, name);

    public void UndeclaredCertification(ReadOnlySpan<char> name) => Count(_certifications, name);

    public void IgnoredHeader(ReadOnlySpan<char> header) => Count(_headers, header);

    public void Found(SheetColumn column) => _found.Add(column);

    public SeenNames ToSeenNames() => new(
        _skills.ToImmutableSortedDictionary(StringComparer.Ordinal),
        _certifications.ToImmutableSortedDictionary(StringComparer.Ordinal),
        _headers.ToImmutableSortedDictionary(StringComparer.Ordinal),
        [.. SheetColumns.All.Where(column => !_found.Contains(column))]);

    private static void Count(Dictionary<string, long> counts, ReadOnlySpan<char> name)
    {
        var text = CellText.Shorten(CellText.Canonical(name));
        if (counts.TryGetValue(text, out var count))
        {
            counts[text] = count + 1;
        }
        else if (counts.Count < RosterLimits.SeenNames)
        {
            counts.Add(text, 1);
        }
    }
}
