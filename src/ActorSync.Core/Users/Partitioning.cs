using System.Text;

namespace ActorSync.Core.Users;

/// <summary>Says which partition keeps a user; the number of partitions is stored with the state and never changes.</summary>
public static class Partitioning
{
    /// <summary>How many partitions a target has.</summary>
    public const int Partitions = 64;

    /// <summary>The partition of <paramref name="user"/>, from 0 to <see cref="Partitions"/> - 1.</summary>
    public static int PartitionOf(UserId user)
    {
        var hash = StableHash.Of(Encoding.UTF8.GetBytes(user.Value));

        // FNV's low bits hear of a byte's high bits only through later bytes, so the upper half is folded in.
        return (int)((hash ^ (hash >> 32)) % Partitions);
    }
}
