using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class StorageWaitsTests
{
    private static readonly Duration Begin = Duration.FromHours(1);

    private readonly StorageWaits<string> _waits = new(new StoragePatience(Duration.FromSeconds(1), Duration.FromSeconds(4), Duration.FromSeconds(60)));

    [Fact]
    public void While_everything_is_stored_a_write_is_tried_at_once()
    {
        Assert.True(_waits.TryEnter("a"));
        Assert.Null(_waits.Reason);
        Assert.Null(_waits.Next());
        Assert.Empty(_waits.Stored());
    }

    [Fact]
    public void After_a_fault_one_write_tries_for_all_that_wait()
    {
        Assert.True(_waits.TryWait("a", "full", Begin, out var wait));
        Assert.Equal(Duration.FromSeconds(1), wait);
        Assert.False(_waits.TryEnter("b"));

        Assert.Equal("a", _waits.Next());
        Assert.Null(_waits.Next());
        Assert.False(_waits.TryEnter("c"));

        Assert.Equal(["b", "c"], _waits.Stored());
        Assert.Null(_waits.Reason);
        Assert.True(_waits.TryEnter("d"));
    }

    [Fact]
    public void Writes_that_were_under_way_together_are_one_failure()
    {
        _waits.TryWait("a", "gone", Begin, out _);

        Assert.True(_waits.TryWait("b", "gone", Begin, out var wait));

        Assert.Null(wait);
        Assert.Equal("a", _waits.Next());
    }

    [Fact]
    public void Each_vain_try_waits_longer_and_the_next_one_is_another_write()
    {
        _waits.TryWait("a", "gone", Begin, out _);
        _waits.TryEnter("b");
        _waits.Next();

        Assert.True(_waits.TryWait("a", "starting", Begin + Duration.FromSeconds(1), out var wait));

        Assert.Equal((Duration.FromSeconds(2), "starting"), (wait, _waits.Reason));
        Assert.Equal("b", _waits.Next());
    }

    [Fact]
    public void It_is_not_waited_longer_than_the_limit()
    {
        _waits.TryWait("a", "gone", Begin, out _);
        _waits.Next();

        Assert.False(_waits.TryWait("a", "gone", Begin + Duration.FromSeconds(60), out _));
    }

    [Fact]
    public void After_it_was_stored_the_next_fault_is_waited_for_anew()
    {
        _waits.TryWait("a", "gone", Begin, out _);
        _waits.Next();
        _waits.Stored();

        Assert.True(_waits.TryWait("b", "gone", Begin + Duration.FromMinutes(10), out var wait));
        Assert.Equal(Duration.FromSeconds(1), wait);
    }

    [Fact]
    public void A_write_that_fails_for_good_while_it_tries_for_all_leaves_that_to_another()
    {
        _waits.TryWait("a", "gone", Begin, out _);
        _waits.TryEnter("b");
        _waits.Next();

        Assert.True(_waits.Leave("a"));
        Assert.Equal("b", _waits.Next());
        Assert.False(_waits.Leave("b"));
        Assert.Null(_waits.Reason);
    }
}
