using ActorSync.Core.Pacing;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Pacing;

public sealed class SendOrderProperties
{
    private static readonly SourceName Hris = new("hris");

    private static readonly Gen<Input> AnyInput =
        from action in Gen.Frequency((6, Gen.Constant(Action.Add)), (5, Gen.Constant(Action.Take)), (1, Gen.Constant(Action.Withdraw)))
        from urgency in Gen.Elements(Enum.GetValues<Urgency>())
        from source in Gen.Choose(0, 3)
        from isInteractive in Gen.Frequency((1, Gen.Constant(true)), (8, Gen.Constant(false)))
        from place in Gen.Frequency((8, Gen.Constant(SendPlace.Fresh)), (1, Gen.Constant(SendPlace.GoesOn)), (1, Gen.Constant(SendPlace.HadTurn)))
        from pick in Gen.Choose(0, int.MaxValue)
        select new Input(action, urgency, new SourceName($"s{source}"), isInteractive, place, pick);

    private enum Action
    {
        Add,
        Take,
        Withdraw,
    }

    [Fact]
    public void Nothing_is_lost_or_given_twice_and_an_ending_waits_for_nothing_but_interactive_ones() => Prop.ForAll(
        Gen.ListOf(AnyInput, 400).ToArbitrary(),
        inputs =>
        {
            var order = new SendOrder<int>();
            var waiting = new List<SendTicket<int>>();
            var next = 0;
            foreach (var input in inputs)
            {
                switch (input.Action)
                {
                    case Action.Add:
                        waiting.Add(order.Add(next++, input.Urgency, input.Source, input.IsInteractive, input.Place));
                        break;
                    case Action.Withdraw when waiting.Count > 0:
                        var withdrawn = waiting[input.Pick % waiting.Count];
                        Assert.True(order.Withdraw(withdrawn));
                        waiting.Remove(withdrawn);
                        break;
                    default:
                        var endingWaits = waiting.Any(ticket => ticket.Urgency == Urgency.Ending);
                        var taken = order.Take(TimeSpan.Zero);
                        Assert.Equal(waiting.Count == 0, taken is null);
                        Assert.True(taken is null || waiting.Remove(taken));
                        Assert.True(taken is null || !endingWaits || taken.IsInteractive || taken.Urgency == Urgency.Ending);
                        break;
                }

                Assert.Equal(waiting.Count, order.Count);
            }
        }).Check(Cases.Usual);

    [Fact]
    public void However_requests_are_set_aside_and_put_back_of_equals_that_had_their_turn_the_older_goes_first() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, int.MaxValue), 60).ToArbitrary(),
        picks =>
        {
            var order = new SendOrder<int>();
            var waiting = Enumerable.Range(0, 20).Select(number => order.Add(number, Urgency.Removal, new SourceName($"s{number % 3}"), isInteractive: false, SendPlace.HadTurn)).ToList();
            foreach (var pick in picks)
            {
                var aside = waiting[pick % waiting.Count];
                Assert.True(order.Withdraw(aside));
                waiting[pick % waiting.Count] = order.Add(aside.Item, aside.Urgency, aside.Source, isInteractive: false, SendPlace.HadTurn, order.AgeOf(aside));
            }

            Assert.Equal(Enumerable.Range(0, 20), waiting.Select(_ => order.Take(TimeSpan.Zero)!.Item));
        }).Check(Cases.Usual);

    [Fact]
    public void What_is_set_aside_and_put_back_has_waited_as_long_as_before()
    {
        var order = new SendOrder<int>();
        var oldest = order.Add(0, Urgency.Addition, Hris, isInteractive: false);
        GiveTurns(order, SendOrder<int>.AgedAfter);

        order.Withdraw(oldest);
        order.Add(0, Urgency.Addition, Hris, isInteractive: false, SendPlace.HadTurn, order.AgeOf(oldest));
        order.Add(-1, Urgency.Removal, Hris, isInteractive: false);

        Assert.Equal(0, order.Take(TimeSpan.Zero)!.Item);
    }

    [Fact]
    public void What_is_set_aside_in_another_order_has_waited_there_as_long_as_in_its_own()
    {
        var (order, aside) = (new SendOrder<int>(), new SendOrder<int>());
        GiveTurns(order, 5 * SendOrder<int>.AgedAfter);
        var oldest = order.Add(0, Urgency.Addition, Hris, isInteractive: false);
        GiveTurns(order, SendOrder<int>.AgedAfter - 1);
        order.Withdraw(oldest);
        var moved = aside.Add(0, Urgency.Addition, Hris, isInteractive: false, age: order.AgeOf(oldest));

        GiveTurns(aside, 1);
        aside.Add(-1, Urgency.Removal, Hris, isInteractive: false);

        Assert.Equal(SendOrder<int>.AgedAfter, aside.AgeOf(moved).TurnsWaited);
        Assert.Equal(0, aside.Take(TimeSpan.Zero)!.Item);
    }

    private static void GiveTurns(SendOrder<int> order, int turns)
    {
        for (var turn = 1; turn <= turns; turn++)
        {
            order.Add(turn, Urgency.Removal, Hris, isInteractive: false);
            Assert.Equal(turn, order.Take(TimeSpan.Zero)!.Item);
        }
    }

    [Fact]
    public void Of_equal_urgency_sources_get_the_same_number_of_permits_within_one() => Prop.ForAll(
        (from sources in Gen.Choose(2, 8) from first in Gen.ArrayOf(Gen.Choose(1, 30), 8) from skipped in Gen.Choose(0, 40) select (sources, first, skipped)).ToArbitrary(),
        given =>
        {
            var order = new SendOrder<int>();
            for (var source = 0; source < given.sources; source++)
            {
                AddMany(order, given.first[source], Urgency.Removal, new SourceName($"s{source}"));
            }

            // Each goes on waiting with at least one request, some with a single one at a time and some with many; what one source sends goes first, always.
            var counts = Enumerable.Range(0, given.sources).ToDictionary(source => new SourceName($"s{source}"), _ => 0);
            for (var turn = 0; turn < 500; turn++)
            {
                var taken = order.Take(TimeSpan.Zero)!;
                AddMany(order, 1, Urgency.Removal, taken.Source, place: taken.Source == new SourceName("s0") ? SendPlace.GoesOn : SendPlace.Fresh);
                counts[taken.Source] += turn < given.skipped ? 0 : 1;
                Assert.InRange(counts.Values.Max() - counts.Values.Min(), 0, 1);
            }
        }).Check(Cases.Usual);

    [Fact]
    public void Interactive_requests_never_take_more_than_a_tenth_of_the_permits_for_which_bulk_waits() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, 5), 1_500).ToArbitrary(),
        arrivals =>
        {
            var order = new SendOrder<int>();
            AddMany(order, 1_500, Urgency.Removal, Hris);
            var overtook = arrivals.Select(count =>
            {
                AddMany(order, count, Urgency.Addition, new SourceName("by hand"), isInteractive: true);
                return order.Take(TimeSpan.Zero)!.IsInteractive ? 1 : 0;
            }).Take(SendOrder<int>.AgedAfter).ToList(); // Later, age counts as well.

            for (var from = 0; from + InteractiveShare.Span <= overtook.Count; from++)
            {
                Assert.InRange(overtook.Skip(from).Take(InteractiveShare.Span).Sum(), 0, InteractiveShare.Permits);
            }
        }).Check(Cases.Usual);

    [Fact]
    public void Interactive_requests_that_need_no_more_than_their_share_get_the_very_next_permit() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(10, 60), 100).ToArbitrary(),
        gaps =>
        {
            var order = new SendOrder<int>();
            AddMany(order, 10_000, Urgency.Ending, Hris);
            foreach (var gap in gaps)
            {
                AddMany(order, 1, Urgency.Addition, Hris, isInteractive: true);
                Assert.True(order.Take(TimeSpan.Zero)!.IsInteractive);
                for (var permit = 1; permit < gap; permit++)
                {
                    Assert.False(order.Take(TimeSpan.Zero)!.IsInteractive);
                }
            }
        }).Check(Cases.Usual);

    [Fact]
    public void An_addition_is_sent_within_the_bound_while_removals_keep_coming_and_they_keep_nine_tenths() => Prop.ForAll(
        (from older in Gen.Choose(0, 40) from removals in Gen.Choose(1, 60) from before in Gen.Choose(0, 1_500) select (older, removals, before)).ToArbitrary(),
        given =>
        {
            var order = new SendOrder<int>();
            AddMany(order, given.removals, Urgency.Removal, Hris);
            for (var turn = 0; turn < given.before; turn++)
            {
                Turn();
            }

            AddMany(order, given.older, Urgency.Addition, Hris);
            var last = order.Add(0, Urgency.Addition, Hris, isInteractive: false);
            var bound = SendOrder<int>.AgedAfter + (SendOrder<int>.AgedEvery * (given.older + given.removals + 1));
            var removals = new List<int>();
            while (Turn() is var taken && taken != last)
            {
                removals.Add(taken.Urgency == Urgency.Removal ? 1 : 0);
                Assert.InRange(removals.Count + 1, 0, bound);
                Assert.True(removals.Count < SendOrder<int>.AgedEvery || removals.TakeLast(SendOrder<int>.AgedEvery).Sum() >= SendOrder<int>.AgedEvery - 1);
            }

            SendTicket<int> Turn()
            {
                AddMany(order, 1, Urgency.Removal, Hris);
                return order.Take(TimeSpan.Zero)!;
            }
        }).Check(Cases.Usual);

    [Theory]
    [InlineData(Urgency.Removal)]
    [InlineData(Urgency.Addition)]
    public void Groundwork_gets_one_turn_of_four_whatever_else_waits(Urgency others)
    {
        var order = new SendOrder<int>();
        AddMany(order, 300, others, Hris);
        AddMany(order, 100, Urgency.Groundwork, new SourceName("second run"));

        var isGroundwork = Enumerable.Range(0, 400).Select(_ => order.Take(TimeSpan.Zero)!.Urgency == Urgency.Groundwork).ToList();

        Assert.All(isGroundwork.Chunk(SendOrder<int>.GroundworkEvery), four => Assert.Equal([false, false, false, true], four));
    }

    [Fact]
    public void Neither_age_nor_groundwork_holds_back_an_ending()
    {
        var order = new SendOrder<int>();
        AddMany(order, 50, Urgency.Addition, Hris);
        AddMany(order, 50, Urgency.Groundwork, Hris);
        AddMany(order, 2 * SendOrder<int>.AgedAfter, Urgency.Removal, Hris);
        for (var turn = 0; turn < SendOrder<int>.AgedAfter + 5; turn++)
        {
            order.Take(TimeSpan.Zero);
        }

        AddMany(order, 100, Urgency.Ending, Hris);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(Urgency.Ending, order.Take(TimeSpan.Zero)!.Urgency));
    }

    [Fact]
    public void Ten_thousand_open_requests_can_be_withdrawn_from_anywhere()
    {
        var order = new SendOrder<int>();
        var tickets = Enumerable.Range(0, 10_000).Select(number => order.Add(number, (Urgency)(number % 5), new SourceName($"s{number % 7}"), number % 11 == 0)).ToList();

        Assert.All(tickets.Where(ticket => ticket.Item % 2 == 1), ticket => Assert.True(order.Withdraw(ticket)));

        var taken = Enumerable.Range(0, 5_000).Select(_ => order.Take(TimeSpan.Zero)!.Item).ToList();
        Assert.Equal(Enumerable.Range(0, 5_000).Select(number => 2 * number), taken.Order());
        Assert.Equal(0, order.Count);
    }

    private static void AddMany(SendOrder<int> order, int count, Urgency urgency, SourceName source, bool isInteractive = false, SendPlace place = SendPlace.Fresh)
    {
        for (var number = 0; number < count; number++)
        {
            order.Add(number, urgency, source, isInteractive, place);
        }
    }

    private sealed record Input(Action Action, Urgency Urgency, SourceName Source, bool IsInteractive, SendPlace Place, int Pick);
}
