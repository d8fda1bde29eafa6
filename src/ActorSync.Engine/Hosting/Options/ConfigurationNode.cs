using System.Collections.Immutable;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>A value as it was given, with the place where it stands.</summary>
internal abstract record ConfigurationNode(ConfigurationPlace Place)
{
    /// <summary>A single value.</summary>
    internal sealed record Scalar(ScalarKind Kind, string Text, ConfigurationPlace Place) : ConfigurationNode(Place);

    /// <summary>A list.</summary>
    internal sealed record Sequence(ImmutableArray<ConfigurationNode> Items, ConfigurationPlace Place) : ConfigurationNode(Place);

    /// <summary>Named members in the order given; the same name can occur twice.</summary>
    internal sealed record Branch(ImmutableArray<KeyValuePair<string, ConfigurationNode>> Members, ConfigurationPlace Place)
        : ConfigurationNode(Place)
    {
        /// <summary>The first member of that name, ignoring case, or null.</summary>
        public ConfigurationNode? Find(string name) =>
            Members.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
    }
}
