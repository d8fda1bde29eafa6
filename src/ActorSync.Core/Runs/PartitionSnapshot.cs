using System.Collections.Immutable;

namespace ActorSync.Core.Runs;

/// <summary>A partition's whole state at one point of its journal, sorted by user: equal states give equal snapshots.</summary>
public sealed record PartitionSnapshot(ImmutableArray<UserRecord> Users)
{
    /// <inheritdoc/>
    public bool Equals(PartitionSnapshot? other) => other is not null && Users.SequenceEqual(other.Users);

    /// <inheritdoc/>
    public override int GetHashCode() => Users.Length;
}
