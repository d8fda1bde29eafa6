using ActorSync.Core.Runs;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Runs;

public sealed class RequestForecastTests
{
    private static readonly RequestCounts FiftyReads = RequestCounts.None with { Reads = 50 };

    [Fact]
    public void While_nothing_is_in_vain_it_is_exact() => Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), Gen.Choose(0, 100_000).ToArbitrary(), (needed, sent) =>
    {
        var forecast = RequestForecast.Make(FiftyReads, FiftyReads, 0, needed, 1);

        return forecast.Expected == needed && forecast.ToComeAfter(FiftyReads with { Writes = sent }, unfinished: 0, waiting: 0) == Math.Max(0, needed - sent);
    }).Check(Cases.Usual);

    [Fact]
    public void What_the_counter_had_before_the_run_says_nothing_of_it()
    {
        var before = RequestCounts.None with { Reads = 900, Throttled = 400, Retried = 100, InVain = 500 };

        var forecast = RequestForecast.Make(before + FiftyReads, FiftyReads, 0, 1_000, 1);

        Assert.Equal((1_000, 999), (forecast.Expected, forecast.ToComeAfter(before + FiftyReads with { Writes = 1 }, unfinished: 0, waiting: 0)));
    }

    [Fact]
    public void The_429s_by_which_a_limit_was_learned_are_not_expected_of_the_writes()
    {
        var read = RequestCounts.None with { Reads = 2_000, Throttled = 200, InVain = 200 };

        Assert.Equal(9_000, RequestForecast.Make(read, read, 0, 9_000, 1).Expected);
    }

    [Theory]
    [InlineData(1, 2.5)] // Applied: 1 read. Not applied: 3 reads, and the write again.
    [InlineData(2, 4.5)]
    public void Where_each_tenth_read_failed_the_writes_are_expected_to_and_each_costs_what_a_doubt_costs(int readsPerUser, double extraPerDoubt)
    {
        var read = RequestCounts.None with { Reads = 2_200, Retried = 200, InVain = 200 };

        Assert.InRange(RequestForecast.Make(read, read, 0, 9_000, readsPerUser).Expected, 9_000 * (1 + (0.0995 * extraPerDoubt)), 9_000 * (1 + (0.1 * extraPerDoubt)));
    }

    [Fact]
    public void A_read_that_is_needed_costs_one_more_where_it_fails()
    {
        var read = RequestCounts.None with { Reads = 2_200, Retried = 200, InVain = 200 };

        Assert.InRange(RequestForecast.Make(read, read, 3_000, 0, 2).Expected, 3_000 * 1.0995, 3_000 * 1.1);
    }

    [Fact]
    public void A_first_failure_among_a_few_reads_does_not_count_for_ten_thousand_writes()
    {
        var read = RequestCounts.None with { Reads = 5, Retried = 1, InVain = 1 };

        Assert.InRange(RequestForecast.Make(read, read, 0, 10_000, 1).Expected, 10_001, 12_000);
    }

    [Fact]
    public void What_the_writes_meet_corrects_it() => Prop.ForAll(Gen.Choose(0, 90).ToArbitrary(), percent =>
    {
        var forecast = RequestForecast.Make(FiftyReads, FiftyReads, 0, 10_000, 1);
        var inVain = 2_000L * percent / 100;

        var toCome = forecast.ToComeAfter(FiftyReads with { Writes = 2_000 + inVain, InVain = inVain, Setbacks = inVain }, unfinished: 0, waiting: 0);

        return Math.Abs(toCome - (8_000 * (1 + (percent / 100d)))) <= 0.02 * toCome;
    }).Check(Cases.Usual);

    [Fact]
    public void A_run_of_few_people_believes_what_it_meets_before_it_is_nearly_over()
    {
        // As met with 60 people and each tenth request struck by every fault: 20 of 33 requests done, and five in vain for each.
        var forecast = RequestForecast.Make(FiftyReads, FiftyReads, 0, 33, 1);
        var counter = FiftyReads with { Writes = 120, InVain = 100, Setbacks = 100 };

        Assert.InRange(forecast.ToComeAfter(counter, unfinished: 0, waiting: 0), 0.7 * 13 * 6, 13 * 6);
    }

    [Fact]
    public void However_many_429s_tell_of_a_limit_that_nobody_knew_the_rest_is_not_expected_to_meet_them() => Prop.ForAll(
        Gen.Choose(0, 200).ToArbitrary(), Gen.Choose(1, 2_000).ToArbitrary(), (done, row) =>
        {
            var counter = FiftyReads with { Writes = done + row, Throttled = row, InVain = row };

            return RequestForecast.Make(FiftyReads, FiftyReads, 0, 10_000, 1).ToComeAfter(counter, unfinished: 0, waiting: 0) == 10_000 - done;
        }).Check(Cases.Usual);

    [Fact]
    public void A_row_of_429s_when_a_limit_falls_is_not_expected_of_all_that_is_to_come() => Prop.ForAll(
        Gen.Choose(1_000, 9_000).ToArbitrary(), Gen.Choose(1, 64).ToArbitrary(), (done, row) =>
        {
            var counter = FiftyReads with { Writes = done + row, Throttled = row, InVain = row, ThrottledOnceKnown = row };

            var toCome = RequestForecast.Make(FiftyReads, FiftyReads, 0, 10_000, 1).ToComeAfter(counter, unfinished: 0, waiting: 0);

            return toCome >= 10_000 - done && toCome <= (10_000 - done) * 1.045;
        }).Check(Cases.Usual);

    [Fact]
    public void Those_429s_that_keep_coming_are_expected_of_what_is_to_come() => Prop.ForAll(
        Gen.Choose(0, 40).ToArbitrary(), percent =>
        {
            var throttled = 5_000L * percent / 100;
            var counter = FiftyReads with { Writes = 5_000 + throttled, Throttled = throttled, InVain = throttled, ThrottledOnceKnown = throttled };

            var toCome = RequestForecast.Make(FiftyReads, FiftyReads, 0, 10_000, 1).ToComeAfter(counter, unfinished: 0, waiting: 0);

            return Math.Abs(toCome - (5_000 * (1 + (percent / 100d)))) <= 0.04 * toCome;
        }).Check(Cases.Usual);

    [Fact]
    public void What_turns_out_not_to_be_needed_is_no_longer_to_come()
    {
        var forecast = RequestForecast.Make(FiftyReads, FiftyReads, 0, 10, 1).Without(4);

        Assert.Equal((6, 3, 0), (forecast.Needed, forecast.ToComeAfter(FiftyReads with { Writes = 3 }, unfinished: 0, waiting: 0), forecast.Without(8).Needed));
    }

    [Fact]
    public void Who_is_not_finished_needs_one_request_at_least() =>
        Assert.Equal(3, RequestForecast.Make(FiftyReads, FiftyReads, 0, 10, 1).ToComeAfter(FiftyReads with { Writes = 12 }, unfinished: 3, waiting: 0));

    [Fact]
    public void Who_waits_for_a_look_at_a_write_in_doubt_costs_what_doubts_have_cost_though_that_write_counts_as_done()
    {
        // 20 doubts of 100 writes; of those settled each has cost 4 requests, and 10 wait for a further look.
        var forecast = RequestForecast.Make(FiftyReads, FiftyReads, 0, 100, 1);
        var counter = FiftyReads with { Writes = 100, Reads = 100, InVain = 50, Setbacks = 50, Ambiguous = 20 };

        Assert.InRange(forecast.ToComeAfter(counter, unfinished: 10, waiting: 10), 15, 30);
        Assert.Equal(10, forecast.ToComeAfter(counter, unfinished: 10, waiting: 0));
    }

    [Fact]
    public void Who_waits_while_no_write_is_in_doubt_owes_nothing() =>
        Assert.Equal(40, RequestForecast.Make(FiftyReads, FiftyReads, 0, 100, 1).ToComeAfter(FiftyReads with { Writes = 60 }, unfinished: 40, waiting: 30));

    [Fact]
    public void Nothing_is_to_come_after_more_than_was_needed() =>
        Assert.Equal(0, RequestForecast.Make(FiftyReads, FiftyReads, 0, 10, 1).ToComeAfter(FiftyReads with { Writes = 14, InVain = 2 }, unfinished: 0, waiting: 0));
}
