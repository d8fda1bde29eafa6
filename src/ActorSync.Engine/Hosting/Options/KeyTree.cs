namespace ActorSync.Engine.Hosting.Options;

/// <summary>The known keys as a tree: sections, keys, and the members of lists; names match without case.</summary>
internal sealed class KeyTree
{
    private readonly Dictionary<string, KeyTree> _children = new(StringComparer.OrdinalIgnoreCase);

    private KeyTree(string path) => Path = path;

    /// <summary>The tree of all known keys.</summary>
    public static KeyTree Root { get; } = Grow(OptionKeys.All);

    /// <summary>The path down to here in its known spelling; empty at the root.</summary>
    public string Path { get; }

    /// <summary>The key that stands here, or null for a section.</summary>
    public OptionKey? Key { get; private set; }

    /// <summary>What each element of a list looks like, or null when no list stands here.</summary>
    public KeyTree? Element { get; private set; }

    /// <summary>Whether named members stand below.</summary>
    public bool IsBranch => _children.Count > 0;

    /// <summary>The names below.</summary>
    public IEnumerable<string> Names => _children.Keys;

    /// <summary>The subtree of that name, or null.</summary>
    public KeyTree? Find(string name) => _children.GetValueOrDefault(name);

    private static KeyTree Grow(IEnumerable<OptionKey> keys)
    {
        var root = new KeyTree(string.Empty);
        foreach (var key in keys)
        {
            var node = key.Path.Split(':').Aggregate(root, (at, segment) => at.Descend(segment));
            node.Key = key;
            if (key.Shape.JsonType == "array")
            {
                node.Element ??= new KeyTree(key.Path + "[]");
            }
        }

        return root;
    }

    private KeyTree Descend(string segment)
    {
        var isElement = segment.EndsWith("[]", StringComparison.Ordinal);
        var name = isElement ? segment[..^2] : segment;
        if (!_children.TryGetValue(name, out var child))
        {
            child = new KeyTree(Path.Length == 0 ? name : $"{Path}:{name}");
            _children.Add(name, child);
        }

        return isElement ? child.Element ??= new KeyTree(child.Path + "[]") : child;
    }
}
