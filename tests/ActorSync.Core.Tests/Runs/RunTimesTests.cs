using ActorSync.Core.Runs;
using ActorSync.Core.Tests.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class RunTimesTests
{
    private static readonly Instant Noon = Given.Now;

    [Fact]
    public void What_passes_between_two_processes_is_not_worked()
    {
        var times = RunTimes.Begin(Noon)
            .See(Process(0, until: 30), wrote: false)
            .See(Process(100, until: 110), wrote: false)
            .See(Process(100, until: 140), wrote: false)
            .See(Process(1000, until: 1001), wrote: false);

        Assert.Equal(Duration.FromSeconds(30 + 40 + 1), times.Worked);
    }

    [Fact]
    public void A_write_that_was_left_open_is_in_doubt_since_one_was_sent_last()
    {
        var killed = RunTimes.Begin(Noon).See(Process(0, until: 5), wrote: false).See(Process(0, until: 9), wrote: true).See(Process(0, until: 12), wrote: false);

        Assert.Equal(At(9), killed.LeftAt);
        Assert.Equal(At(9), killed.See(Process(100, until: 104), wrote: false).LeftAt);
        Assert.Equal(At(105), killed.See(Process(100, until: 105), wrote: true).LeftAt);
    }

    [Fact]
    public void Where_no_write_was_counted_it_is_so_since_the_process_that_left_it_was_known_to_be_at_work()
    {
        var killed = RunTimes.Begin(Noon).See(Process(0, until: 5), wrote: false);

        Assert.Equal(At(5), killed.LeftAt);
        Assert.Equal(At(5), killed.See(Process(100, until: 104), wrote: false).See(Process(100, until: 108), wrote: false).LeftAt);
    }

    [Fact]
    public void What_an_earlier_process_turns_out_to_have_sent_is_as_old_as_that_process_whenever_it_is_found_out()
    {
        var killed = RunTimes.Begin(Noon).See(Process(0, until: 5), wrote: false).See(Process(0, until: 9), wrote: true).See(Process(0, until: 12), wrote: false);
        var resumed = killed.See(Process(100, until: 104), wrote: false);
        var written = resumed.See(Process(100, until: 106), wrote: true);

        Assert.Equal(killed with { WroteAt = At(12) }, killed.See(Process(0, until: 12), wrote: true));
        Assert.Equal(resumed with { WroteAt = At(12) }, resumed.See(Process(0, until: 12), wrote: true));
        Assert.Equal(resumed, resumed.See(Process(0, until: 12), wrote: false));
        Assert.Equal(written, written.See(Process(0, until: 12), wrote: true));
    }

    private static Instant At(int seconds) => Noon + Duration.FromSeconds(seconds);

    private static AtWork Process(int since, int until) => new(At(since), At(until));
}
