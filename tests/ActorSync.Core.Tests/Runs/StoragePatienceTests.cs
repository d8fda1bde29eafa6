using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class StoragePatienceTests
{
    private static readonly StoragePatience Patience = new(Duration.FromMilliseconds(100), Duration.FromSeconds(5), Duration.FromMinutes(15));

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(6, 3_200)]
    [InlineData(7, 5_000)]
    [InlineData(1_000_000, 5_000)]
    public void A_wait_doubles_with_each_failure_up_to_the_longest(int failures, int milliseconds) =>
        Assert.Equal(Duration.FromMilliseconds(milliseconds), Patience.Wait(failures, Duration.FromSeconds(1)));

    [Fact]
    public void The_last_try_comes_at_the_limit_and_none_after_it()
    {
        Assert.Equal(Duration.FromSeconds(2), Patience.Wait(100, Patience.Limit - Duration.FromSeconds(2)));
        Assert.Null(Patience.Wait(100, Patience.Limit));
    }
}
