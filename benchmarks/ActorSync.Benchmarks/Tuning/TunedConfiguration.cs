using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorSync.Benchmarks.Tuning;

/// <summary>A configuration with the settings that a search found; everything else is as in the configuration that it was searched with.</summary>
internal static class TunedConfiguration
{
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The text of the configuration.</summary>
    /// <param name="configuration">The text of the one that it was searched with.</param>
    /// <param name="dialect">The API spoken.</param>
    /// <param name="settings">Values by key, such as <c>Target:MaxInFlight</c>; null leaves a key out.</param>
    /// <param name="remarks">What is to be known of it, a comment each.</param>
    public static string Of(string configuration, string dialect, IEnumerable<(string Key, int? Value)> settings, params ReadOnlySpan<string> remarks)
    {
        var root = JsonNode.Parse(configuration, documentOptions: WithComments)!.AsObject();
        root.Remove("$schema"); // It is named relative to where the original stands.
        Section(root, "Target")["Dialect"] = dialect;
        foreach (var (key, value) in settings)
        {
            var (section, name) = (key.Split(':')[0], key.Split(':')[1]);
            if (value is { } given)
            {
                Section(root, section)[name] = given;
            }
        }

        var comments = new StringBuilder();
        foreach (var remark in remarks)
        {
            comments.Append("// ").Append(remark).Append('\n');
        }

        return $"{comments}{root.ToJsonString(Indented)}\n";
    }

    private static JsonObject Section(JsonObject root, string name)
    {
        if (root[name] is not JsonObject section)
        {
            root[name] = section = [];
        }

        return section;
    }
}
