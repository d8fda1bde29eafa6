using System.Collections.Immutable;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The values that the layers give, each under its known key, and the problems met on the way.</summary>
/// <remarks>Layers are collected from the weakest to the strongest: a later value replaces an earlier one, a list as a whole.</remarks>
internal sealed class GivenValues
{
    private readonly Dictionary<OptionKey, ConfigurationNode> _values = [];

    /// <summary>The errors so far.</summary>
    public List<ConfigurationProblem> Errors { get; } = [];

    /// <summary>The warnings so far.</summary>
    public List<ConfigurationProblem> Warnings { get; } = [];

    /// <summary>Where each given key was given.</summary>
    public ImmutableSortedDictionary<string, ConfigurationPlace> Places => _values
        .Where(pair => !IsNull(pair.Value))
        .ToImmutableSortedDictionary(pair => pair.Key.Path, pair => pair.Value.Place, StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes what stands at <paramref name="tree"/> and below.</summary>
    public void Collect(KeyTree tree, ConfigurationNode node)
    {
        if (tree.Key is { } key)
        {
            if (tree.Element is { } element && node is ConfigurationNode.Sequence list)
            {
                CheckElements(key, element, list);
            }

            Store(key, node);
        }
        else if (node is ConfigurationNode.Branch branch)
        {
            foreach (var (child, value) in KnownMembers(tree, tree.Path, branch))
            {
                Collect(child, value);
            }
        }
        else if (!IsNull(node))
        {
            Errors.Add(new ConfigurationProblem(
                tree.Path.Length == 0 ? "configuration" : tree.Path, node.Place, "a single value or a list stands where an object with keys is wanted",
                string.Join(", ", tree.Names)));
        }
    }

    /// <summary>What was given for a key, or null when nothing or null was.</summary>
    public ConfigurationNode? Find(OptionKey key) => _values.TryGetValue(key, out var node) && !IsNull(node) ? node : null;

    /// <summary>The value of a key: what was given, else its default. A wrong value is told of, and the default stands in.</summary>
    public T Get<T>(TypedKey<T> key) => Read(key, Find(key), key.Path);

    /// <summary>The value of a node that was given for a key, told of as <paramref name="path"/>.</summary>
    public T Read<T>(TypedKey<T> key, ConfigurationNode? node, string path)
    {
        if (node is null || IsNull(node))
        {
            return key.DefaultValue;
        }

        var reading = key.Kind.Read(node);
        if (reading.Problem is null)
        {
            return reading.Value;
        }

        var what = !key.IsQuiet && node is ConfigurationNode.Scalar scalar ? $"'{Shown.Text(scalar.Text)}' {reading.Problem}" : reading.Problem;
        Errors.Add(new ConfigurationProblem(path, node.Place, what, key.Shape.Allowed, key.IsQuiet ? null : reading.Nearest));
        return key.DefaultValue;
    }

    /// <summary>Tells of a key's value as given.</summary>
    public void Reject(OptionKey key, string what, string? allowed = null, string? nearest = null) =>
        Errors.Add(new ConfigurationProblem(key.Path, Find(key)?.Place, what, allowed, nearest));

    /// <summary>Tells of a name that no key has.</summary>
    public void RejectUnknown(KeyTree parent, string parentPath, string name, ConfigurationPlace place)
    {
        var path = parentPath.Length == 0 ? name : $"{parentPath}:{name}";
        Errors.Add(new ConfigurationProblem(Shown.Text(path), place, "there is no such key", Nearest: Suggestions.For(parent, parentPath, name, place.Layer)));
    }

    private static bool IsNull(ConfigurationNode node) => node is ConfigurationNode.Scalar { Kind: ScalarKind.Null };

    private void Store(OptionKey key, ConfigurationNode node)
    {
        var isRepeated = _values.TryGetValue(key, out var earlier)
            && earlier.Place.Layer == node.Place.Layer
            && node.Place.Layer != ConfigurationLayer.CommandLine;
        if (isRepeated)
        {
            Errors.Add(new ConfigurationProblem(key.Path, node.Place, $"is given twice, also by {earlier!.Place}; give it once"));
        }

        _values[key] = node;

        if (key.IsSecret && !IsNull(node) && node.Place.Layer != ConfigurationLayer.Environment)
        {
            Warnings.Add(new ConfigurationProblem(
                key.Path, node.Place, "a secret that stands here can be read by others; give it as an environment variable or in a file of its own",
                Nearest: EnvironmentLayer.VariableOf(key.Path)));
        }
    }

    private void CheckElements(OptionKey key, KeyTree element, ConfigurationNode.Sequence list)
    {
        for (var index = 0; index < list.Items.Length; index++)
        {
            CheckMembers(element, $"{key.Path}:{index}", list.Items[index]);
        }
    }

    private void CheckMembers(KeyTree tree, string path, ConfigurationNode node)
    {
        if (!tree.IsBranch)
        {
            return; // The kind of the key reads it.
        }

        if (node is not ConfigurationNode.Branch branch)
        {
            if (tree.Path.EndsWith("[]", StringComparison.Ordinal) || !IsNull(node))
            {
                Errors.Add(new ConfigurationProblem(path, node.Place, "an object is wanted here", "an object with " + string.Join(", ", tree.Names)));
            }

            return;
        }

        foreach (var (child, value) in KnownMembers(tree, path, branch))
        {
            CheckMembers(child, $"{path}:{child.Path[(child.Path.LastIndexOf(':') + 1)..]}", value);
        }
    }

    private IEnumerable<(KeyTree Child, ConfigurationNode Value)> KnownMembers(KeyTree tree, string path, ConfigurationNode.Branch branch)
    {
        var seen = new HashSet<KeyTree>();
        foreach (var (name, value) in branch.Members)
        {
            if (path.Length == 0 && name == "$schema")
            {
                continue; // For editors only.
            }

            if (tree.Find(name) is not { } child)
            {
                RejectUnknown(tree, path, name, value.Place);
            }
            else if (!seen.Add(child))
            {
                Errors.Add(new ConfigurationProblem(
                    path.Length == 0 ? name : $"{path}:{name}", value.Place, "is given twice; keys are the same whatever their case"));
            }
            else
            {
                yield return (child, value);
            }
        }
    }
}
