namespace ActorSync.Core.Taxonomy;

/// <summary>What the target lists, by name: trimmed and in NFC, exactly or ignoring case.</summary>
internal sealed class ListedNames<T>
    where T : class
{
    private readonly ILookup<string, T> _exact;
    private readonly ILookup<string, string> _spellings;

    /// <summary>Indexes the active items; blank names are nobody's.</summary>
    public ListedNames(IEnumerable<T> active, Func<T, string> nameOf)
    {
        var named = active.Where(item => !string.IsNullOrWhiteSpace(nameOf(item))).Select(item => (Name: TaxonomyName.Normalise(nameOf(item)), Item: item)).ToArray();
        _exact = named.ToLookup(pair => pair.Name, pair => pair.Item, StringComparer.Ordinal);
        _spellings = named.ToLookup(pair => pair.Name, pair => pair.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The one item of that name, or null where there is none or more than one.</summary>
    public T? Only(string name) => Count(name) == 1 ? _exact[name].Single() : null;

    /// <summary>How many items have that name.</summary>
    public int Count(string name) => _exact[name].Count();

    /// <summary>The first spelling that differs from the name by case only, or null.</summary>
    public string? OtherSpelling(string name) => _spellings[name].Where(spelling => spelling != name).Order(StringComparer.Ordinal).FirstOrDefault();
}
