using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

public sealed class ProbeScheduleTests
{
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(5);

    private readonly ProbeSchedule _schedule = new();

    public ProbeScheduleTests() => _schedule.Begin(Start);

    [Fact]
    public void A_raise_is_looked_for_a_minute_after_a_refusal()
    {
        Refuse(after: 7);

        Assert.Equal(Start + TimeSpan.FromSeconds(67), _schedule.DueAt);
    }

    [Fact]
    public void After_a_refused_probe_the_minute_counts_from_where_it_began()
    {
        _schedule.Refused(Start + TimeSpan.FromSeconds(7), ofProbe: true, isUntried: false);

        Assert.Equal(Start + ProbeSchedule.Interval, _schedule.DueAt);
    }

    [Fact]
    public void A_refusal_before_its_time_puts_the_look_off_by_a_minute_more()
    {
        Refuse(after: 0);
        Refuse(after: 30);

        Assert.Equal(Start + TimeSpan.FromSeconds(120), _schedule.DueAt);
    }

    [Fact]
    public void Refusals_that_keep_coming_do_not_put_it_off_for_ever()
    {
        for (var second = 0; second < ProbeSchedule.RefusalsThatPutOff; second++)
        {
            Refuse(after: second);
        }

        Assert.Equal(Start + ProbeSchedule.Interval, _schedule.DueAt);
    }

    [Theory]
    [InlineData(2.0, 1.05)] // Later: just before the place becomes free.
    [InlineData(0.9, 0.0)] // Just missed: now.
    [InlineData(0.5, null)] // Missed by more: it comes again.
    public void A_look_that_is_due_begins_where_a_refusal_costs_least(double freeIn, double? lookIn)
    {
        Refuse(after: 0);
        var due = _schedule.DueAt;

        var best = _schedule.BestAt(due + TimeSpan.FromSeconds(freeIn), due, isUntried: false);

        Assert.Equal(lookIn is { } seconds ? due + TimeSpan.FromSeconds(seconds) : null, best);
    }

    [Fact]
    public void It_is_waited_for_only_so_long_and_not_at_all_where_the_estimate_has_to_be_tried()
    {
        Refuse(after: 0);
        var (due, late) = (_schedule.DueAt, _schedule.DueAt + ProbeSchedule.Patience);

        Assert.Null(_schedule.BestAt(due, due, isUntried: false));
        Assert.Equal(late, _schedule.BestAt(late, late, isUntried: false));
        Assert.Equal(due, _schedule.BestAt(due, due, isUntried: true));
    }

    private void Refuse(double after) => _schedule.Refused(Start + TimeSpan.FromSeconds(after), ofProbe: false, isUntried: false);
}
