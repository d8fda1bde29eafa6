using ActorSync.Core.Roster;

namespace ActorSync.Engine.Sources;

/// <summary>Which properties of a person's JSON are which columns of the contract, under the header fold and the mapping.</summary>
internal sealed class JsonNames
{
    private const int MostRemembered = 4_096;

    private readonly Dictionary<HeaderKey, SheetColumn> _mapped = [];
    private readonly Dictionary<string, SheetColumn?> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SheetColumn?>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public JsonNames(IReadOnlyDictionary<string, string> mapping)
    {
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (name, header) in mapping)
        {
            if (SheetColumns.Find(new HeaderKey(name)) is { } column)
            {
                _mapped[new HeaderKey(header)] = column;
            }
        }
    }

    /// <summary>The column that a property of a person states, or null.</summary>
    public SheetColumn? Find(ReadOnlySpan<char> property)
    {
        if (_lookup.TryGetValue(property, out var known))
        {
            return known;
        }

        var text = property.ToString();
        var key = new HeaderKey(text);
        SheetColumn? column = _mapped.TryGetValue(key, out var mapped) ? mapped : SheetColumns.Find(key);
        if (_known.Count < MostRemembered)
        {
            _known.Add(text, column);
        }

        return column;
    }
}
