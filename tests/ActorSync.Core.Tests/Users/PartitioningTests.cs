using System.Text;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

public sealed class PartitioningTests
{
    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void The_hash_is_the_published_one(string text, ulong hash) => Assert.Equal(hash, StableHash.Of(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("0e3ae5a4-7cf1-4a2b-9c60-0d5b6b8f3f11", 5)]
    [InlineData("0e3ae5a4-7cf1-4a2b-9c60-0d5b6b8f3f12", 16)]
    [InlineData("user-1", 62)]
    [InlineData("00012345", 28)]
    [InlineData("Zoë", 17)]
    public void A_user_stays_in_the_same_partition_for_ever(string user, int partition) =>
        Assert.Equal(partition, Partitioning.PartitionOf(new(user)));

    [Fact]
    public void Users_spread_evenly_over_all_partitions()
    {
        const int usersEach = 500;
        var sizes = Enumerable.Range(0, Partitioning.Partitions * usersEach)
            .CountBy(number => Partitioning.PartitionOf(new($"{number:00000000}-0000-4000-8000-000000000000")))
            .ToDictionary();

        Assert.Equal(Enumerable.Range(0, Partitioning.Partitions), sizes.Keys.Order());
        Assert.All(sizes.Values, size => Assert.InRange(size, usersEach * 3 / 4, usersEach * 5 / 4));
    }
}
