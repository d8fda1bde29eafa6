namespace ActorSync.Core.Roster;

/// <summary>Finds declared names in cells, exactly or by case only, without a new string for a known one.</summary>
internal sealed class DeclaredNames<TDeclared>
    where TDeclared : class
{
    private readonly Dictionary<string, TDeclared>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly Dictionary<string, TDeclared>.AlternateLookup<ReadOnlySpan<char>> _byCase;

    public DeclaredNames(IEnumerable<TDeclared> declared, Func<TDeclared, string> nameOf)
    {
        var exact = new Dictionary<string, TDeclared>(StringComparer.Ordinal);
        var byCase = new Dictionary<string, TDeclared>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in declared)
        {
            exact[nameOf(item)] = item;
            byCase.TryAdd(nameOf(item), item);
        }

        _exact = exact.GetAlternateLookup<ReadOnlySpan<char>>();
        _byCase = byCase.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The declaration that the cell names after trimming and NFC, or null.</summary>
    public TDeclared? Find(ReadOnlySpan<char> cell) => Find(_exact, cell);

    /// <summary>The declaration that the cell names but for case, or null.</summary>
    public TDeclared? FindIgnoringCase(ReadOnlySpan<char> cell) => Find(_byCase, cell);

    private static TDeclared? Find(Dictionary<string, TDeclared>.AlternateLookup<ReadOnlySpan<char>> lookup, ReadOnlySpan<char> cell) =>
        lookup.TryGetValue(cell.Trim(), out var found) || lookup.TryGetValue(CellText.Canonical(cell), out found) ? found : null;
}
