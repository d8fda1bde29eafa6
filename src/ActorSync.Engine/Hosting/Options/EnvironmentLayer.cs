namespace ActorSync.Engine.Hosting.Options;

/// <summary>Takes configuration from environment variables <c>ACTORSYNC_Section__Key</c>.</summary>
internal static class EnvironmentLayer
{
    /// <summary>What the name of each variable begins with, in whatever case.</summary>
    public const string Prefix = "ACTORSYNC_";

    /// <summary>The variable that gives a key.</summary>
    public static string VariableOf(string path) => Prefix + path.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Takes every variable with the prefix, in ordinal order.</summary>
    public static void Collect(IReadOnlyDictionary<string, string?> environment, GivenValues values)
    {
        var layer = new TextLayer(values);
        foreach (var (name, text) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                var place = new ConfigurationPlace(ConfigurationLayer.Environment, $"environment variable {Shown.Text(name)}");
                layer.Add(name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), text ?? string.Empty, place);
            }
        }

        layer.Complete();
    }
}
