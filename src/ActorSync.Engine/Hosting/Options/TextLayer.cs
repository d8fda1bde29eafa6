using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Takes keys and values that are given as text: <c>Section:Key</c> or <c>Section:List:0:member</c>, each with one value.</summary>
/// <remarks>A list's value is a JSON list, or names with commas between; or its elements are given one by one by their index.</remarks>
internal sealed class TextLayer(GivenValues values)
{
    private const int MostElements = 10_000;

    private readonly Dictionary<KeyTree, SortedDictionary<int, List<Part>>> _elements = [];
    private readonly HashSet<KeyTree> _wholeLists = [];

    /// <summary>Takes one key with its value.</summary>
    public void Add(string path, string text, ConfigurationPlace place)
    {
        var tree = KeyTree.Root;
        var segments = path.Split(':');

        for (var depth = 0; depth < segments.Length; depth++)
        {
            var segment = segments[depth].Trim();

            if (tree.Element is { } element)
            {
                AddElement(tree, element, segments[depth..], text, place);
                return;
            }

            if (tree.Find(segment) is { } child)
            {
                tree = child;
            }
            else if (tree.Key is { } key)
            {
                // What follows is not repeated: behind a secret's name it may be the secret.
                values.Errors.Add(new ConfigurationProblem(key.Path, place, "has no parts below it; give the key with '=' and the value", key.Shape.Allowed));
                return;
            }
            else
            {
                values.RejectUnknown(tree, tree.Path, string.Join(':', segments[depth..]), place);
                return;
            }
        }

        if (tree.Element is not null)
        {
            _wholeLists.Add(tree);
        }

        if (NodeOf(tree, tree.Path, text, place) is { } node)
        {
            values.Collect(tree, node);
        }
    }

    /// <summary>Gathers the elements that were given one by one into their lists; called once, when everything was added.</summary>
    public void Complete()
    {
        foreach (var (tree, elements) in _elements.OrderBy(pair => pair.Key.Path, StringComparer.Ordinal))
        {
            var place = elements.First().Value[0].Value.Place;
            if (_wholeLists.Contains(tree))
            {
                values.Errors.Add(new ConfigurationProblem(tree.Path, place, "is given both as a whole and element by element; choose one"));
                continue;
            }

            values.Collect(tree, new ConfigurationNode.Sequence([.. elements.Values.Select(parts => Assemble(tree.Path, parts))], place));
        }
    }

    private void AddElement(KeyTree list, KeyTree element, string[] segments, string text, ConfigurationPlace place)
    {
        if (!int.TryParse(segments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= MostElements)
        {
            values.Errors.Add(new ConfigurationProblem(
                list.Path, place, $"'{Shown.Text(segments[0])}' is no index of this list", $"0 to {MostElements - 1}, like {list.Path}:0"));
            return;
        }

        var path = $"{list.Path}:{index}";
        var at = element;
        foreach (var segment in segments[1..])
        {
            if (at.Find(segment.Trim()) is not { } child)
            {
                values.RejectUnknown(at, path, segment, place);
                return;
            }

            at = child;
            path = $"{path}:{segment.Trim()}";
        }

        if (NodeOf(at, path, text, place) is { } node)
        {
            var elements = _elements.TryGetValue(list, out var known) ? known : _elements[list] = [];
            var parts = elements.TryGetValue(index, out var given) ? given : elements[index] = [];
            parts.Add(new Part([.. segments[1..].Select(segment => segment.Trim())], node));
        }
    }

    private ConfigurationNode? NodeOf(KeyTree tree, string path, string text, ConfigurationPlace place)
    {
        var trimmed = text.Trim();
        var isNull = string.Equals(trimmed, "null", StringComparison.OrdinalIgnoreCase) && tree.Key is not { IsSecret: true };
        if (isNull)
        {
            return new ConfigurationNode.Scalar(ScalarKind.Null, trimmed, place);
        }

        if (tree.Element is { } element)
        {
            return trimmed.StartsWith('[') ? Json(path, trimmed, place)
                : !element.IsBranch ? Names(trimmed, place)
                : Wrong(path, place, "a list of objects is given as JSON, or element by element", $"[{{\"name\": \"…\"}}], or {path}:0:name");
        }

        if (tree.IsBranch)
        {
            return trimmed.StartsWith('{') ? Json(path, trimmed, place)
                : Wrong(path, place, "has keys below it and no value of its own", string.Join(", ", tree.Names.Select(name => $"{path}:{name}")));
        }

        return new ConfigurationNode.Scalar(ScalarKind.Untyped, text, place);
    }

    private ConfigurationNode? Json(string path, string text, ConfigurationPlace place)
    {
        var (node, problem, _) = ConfigurationJson.Read(Encoding.UTF8.GetBytes(text), _ => place);
        return node ?? Wrong(path, place, $"the value {problem}", null);
    }

    private ConfigurationNode? Wrong(string path, ConfigurationPlace place, string what, string? allowed)
    {
        values.Errors.Add(new ConfigurationProblem(path, place, what, allowed));
        return null;
    }

    private static ConfigurationNode.Sequence Names(string text, ConfigurationPlace place) => new(
        text.Length == 0 ? [] : [.. text.Split(',').Select(name => new ConfigurationNode.Scalar(ScalarKind.Untyped, name, place))], place);

    private ConfigurationNode Assemble(string path, IReadOnlyList<Part> parts)
    {
        var last = parts[^1].Value;
        var wholes = parts.Count(part => part.Path.IsEmpty);

        if (wholes > 0)
        {
            if (wholes < parts.Count)
            {
                values.Errors.Add(new ConfigurationProblem(path, last.Place, "an element is given both as a whole and in parts; choose one"));
            }
            else if (wholes > 1 && last.Place.Layer == ConfigurationLayer.Environment)
            {
                values.Errors.Add(new ConfigurationProblem(path, last.Place, $"is given twice, also by {parts[0].Value.Place}; give it once"));
            }

            return parts.Last(part => part.Path.IsEmpty).Value;
        }

        var members = parts
            .GroupBy(part => part.Path[0], StringComparer.OrdinalIgnoreCase)
            .Select(group => KeyValuePair.Create(
                group.Key, Assemble($"{path}:{group.Key}", [.. group.Select(part => part with { Path = part.Path[1..] })])));
        return new ConfigurationNode.Branch([.. members], parts[0].Value.Place);
    }

    private readonly record struct Part(ImmutableArray<string> Path, ConfigurationNode Value);
}
