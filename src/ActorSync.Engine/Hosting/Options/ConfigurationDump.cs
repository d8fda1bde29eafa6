using System.Collections.Immutable;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The effective configuration for people's eyes: every key with its value and where it came from, secrets masked.</summary>
public static class ConfigurationDump
{
    /// <summary>A line for each key, in the order of the sections: <c>Target:Tokens = 4 (--set)</c>.</summary>
    public static ImmutableArray<string> Of(ConfigurationResult.Loaded configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return [.. OptionKeys.All.Where(key => !key.IsMember).Select(key => Line(key, configuration))];
    }

    private static string Line(OptionKey key, ConfigurationResult.Loaded configuration)
    {
        var value = key.Show(configuration.Options);
        var place = configuration.Origins.Places.TryGetValue(key.Path, out var given) ? given.Text
            : value == key.Default ? "default"
            : "derived"; // An address from the region, a secret from its file, a full path.
        return value is null ? $"{key.Path} is not set" : $"{key.Path} = {value} ({place})";
    }
}
