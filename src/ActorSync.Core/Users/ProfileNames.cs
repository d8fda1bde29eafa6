using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>The certification names of a profile in the target's own order and spelling; two equal lists are equal values.</summary>
public sealed class ProfileNames(ImmutableArray<string> values) : IEquatable<ProfileNames>
{
    /// <summary>The names, as listed.</summary>
    public ImmutableArray<string> Values { get; } = values;

    /// <inheritdoc/>
    public bool Equals(ProfileNames? other) => other is not null && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ProfileNames);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(Values.Length, (hash, name) => HashCode.Combine(hash, name));
}
