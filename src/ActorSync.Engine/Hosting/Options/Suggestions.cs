namespace ActorSync.Engine.Hosting.Options;

/// <summary>Names the known key that is nearest to an unknown one.</summary>
internal static class Suggestions
{
    /// <summary>The nearest key, in the spelling of the layer where the unknown one stands.</summary>
    /// <param name="parent">The deepest known place above it.</param>
    /// <param name="parentPath">That place's path as given, with the indexes of lists.</param>
    /// <param name="name">What stands below it and is not known.</param>
    /// <param name="layer">Where it was given.</param>
    public static string For(KeyTree parent, string parentPath, string name, ConfigurationLayer layer)
    {
        // A neighbour that differs by a few letters is a better guess than a like-sounding key of another section.
        var sibling = Nearest.Of(name, parent.Names);
        var isNear = sibling is not null && Nearest.Distance(name, sibling) <= Math.Max(2, name.Length / 3);
        var path = isNear || parentPath.Any(char.IsAsciiDigit)
            ? Join(parentPath, sibling!)
            : NearestOfAll(Join(parentPath, name), name);
        return layer == ConfigurationLayer.Environment ? EnvironmentLayer.VariableOf(path) : path;
    }

    private static string NearestOfAll(string path, string name)
    {
        // A key that was given without its section, or under the wrong one, is found by its last name.
        const int WrongSection = 2;
        var last = name.Split(':', '.')[^1];
        return OptionKeys.All
            .Where(key => !key.IsMember)
            .Select(key => key.Path)
            .OrderBy(known => Math.Min(Nearest.Distance(path, known), Nearest.Distance(last, known[(known.LastIndexOf(':') + 1)..]) + WrongSection))
            .ThenBy(known => Nearest.Distance(path, known))
            .ThenBy(known => known, StringComparer.Ordinal)
            .First();
    }

    private static string Join(string parentPath, string name) => parentPath.Length == 0 ? name : $"{parentPath}:{name}";
}
