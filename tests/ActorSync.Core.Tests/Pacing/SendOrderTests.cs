using ActorSync.Core.Pacing;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Pacing;

public sealed class SendOrderTests
{
    private static readonly SourceName Hris = new("hris");
    private static readonly SourceName Training = new("training");

    private readonly SendOrder<string> _order = new();

    [Fact]
    public void The_most_urgent_goes_first_and_equals_go_as_they_came()
    {
        Add("addition", Urgency.Addition);
        Add("level change", Urgency.LevelChange);
        Add("first removal", Urgency.Removal);
        Add("second removal", Urgency.Removal);
        Add("ending", Urgency.Ending);

        Assert.Equal(["ending", "first removal", "second removal", "level change", "addition"], TakeAll());
    }

    [Fact]
    public void Sources_take_turns_within_one_urgency()
    {
        Add("h1", Urgency.Addition);
        Add("h2", Urgency.Addition);
        Add("h3", Urgency.Addition);
        Add("t1", Urgency.Addition, Training);
        Add("t2", Urgency.Addition, Training);

        Assert.Equal(["h1", "t1", "h2", "t2", "h3"], TakeAll());
    }

    [Fact]
    public void A_source_that_comes_back_joins_the_round_at_its_end()
    {
        Add("h1", Urgency.Addition);
        Add("h2", Urgency.Addition);
        Add("t1", Urgency.Addition, Training);
        Assert.Equal(["h1", "t1"], TakeAll(2));

        Add("t2", Urgency.Addition, Training);

        Assert.Equal(["h2", "t2"], TakeAll());
    }

    [Fact]
    public void What_goes_first_goes_before_others_of_its_urgency_and_source_and_after_more_urgent_ones()
    {
        Add("fresh addition", Urgency.Addition);
        Add("removal", Urgency.Removal);
        Add("first thrown back", Urgency.Addition, goesFirst: true);
        Add("second thrown back", Urgency.Addition, goesFirst: true);
        Add("of another source", Urgency.Addition, Training);

        Assert.Equal(["removal", "first thrown back", "of another source", "second thrown back", "fresh addition"], TakeAll());
    }

    [Fact]
    public void An_interactive_request_gets_the_very_next_permit()
    {
        for (var number = 0; number < 200; number++)
        {
            Add($"ending {number}", Urgency.Ending);
        }

        Add("sync now", Urgency.Addition, isInteractive: true);

        Assert.Equal("sync now", Take());
        Assert.Equal("ending 0", Take());
    }

    [Fact]
    public void An_interactive_request_beyond_the_share_queues_like_the_others()
    {
        for (var number = 0; number < InteractiveShare.Span; number++)
        {
            Add("bulk", Urgency.LevelChange);
        }

        for (var number = 0; number < InteractiveShare.Permits; number++)
        {
            Add("within the share", Urgency.Addition, isInteractive: true);
        }

        Assert.All(Enumerable.Range(0, InteractiveShare.Permits), _ => Assert.Equal("within the share", Take()));
        Add("less urgent", Urgency.Addition, isInteractive: true);
        Add("more urgent", Urgency.Removal, isInteractive: true);

        Assert.Equal(["more urgent", "bulk"], TakeAll(2));
    }

    [Fact]
    public void Interactive_requests_have_no_cap_while_no_bulk_waits()
    {
        for (var number = 0; number < 3 * InteractiveShare.Permits; number++)
        {
            Add("interactive", Urgency.Addition, isInteractive: true);
            Assert.Equal("interactive", Take());
        }

        Add("bulk", Urgency.Removal);
        Add("interactive", Urgency.Addition, isInteractive: true);

        Assert.Equal("interactive", Take());
    }

    [Fact]
    public void What_interactive_requests_took_is_forgotten_when_no_bulk_request_waited_for_long()
    {
        for (var number = 0; number < InteractiveShare.Permits; number++)
        {
            Add("interactive", Urgency.Addition, isInteractive: true);
        }

        Add("bulk", Urgency.Addition);
        Add("bulk", Urgency.Addition);
        Assert.All(Enumerable.Range(0, InteractiveShare.Permits), _ => Assert.Equal("interactive", Take()));
        Add("interactive", Urgency.Addition, isInteractive: true);
        Assert.Equal("bulk", Take());

        Assert.Equal("interactive", Take(InteractiveShare.Lull + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void What_is_looked_at_and_set_aside_costs_neither_its_source_nor_groundwork_nor_the_interactive_share_a_turn()
    {
        for (var number = 0; number < 3 * InteractiveShare.Permits; number++)
        {
            Add("held back", Urgency.Addition, Training, isInteractive: true);
        }

        for (var number = 0; number < SendOrder<string>.GroundworkEvery; number++)
        {
            Add("bulk", Urgency.Removal);
        }

        Add("listing", Urgency.Groundwork);
        for (var number = 0; number < 3 * InteractiveShare.Permits; number++)
        {
            Assert.True(_order.Withdraw(_order.Next(TimeSpan.Zero)!));
        }

        Add("sync now", Urgency.Addition, isInteractive: true);
        Assert.Equal(["sync now", "bulk", "bulk", "bulk", "listing", "bulk"], TakeAll());
    }

    [Fact]
    public void What_was_withdrawn_does_not_go_and_cannot_be_withdrawn_twice()
    {
        Add("first", Urgency.Addition);
        var second = Add("second", Urgency.Addition, isInteractive: true);
        Add("third", Urgency.Addition);

        Assert.True(_order.Withdraw(second));
        Assert.False(_order.Withdraw(second));
        Assert.Equal(["first", "third"], TakeAll());
    }

    [Fact]
    public void What_has_gone_cannot_be_withdrawn()
    {
        var ticket = Add("gone", Urgency.Addition);
        Take();

        Assert.False(_order.Withdraw(ticket));
    }

    private SendTicket<string> Add(string item, Urgency urgency, SourceName? source = null, bool isInteractive = false, bool goesFirst = false) =>
        _order.Add(item, urgency, source ?? Hris, isInteractive, goesFirst);

    private string? Take(TimeSpan now = default) => _order.Take(now)?.Item;

    private List<string> TakeAll(int most = int.MaxValue)
    {
        var taken = new List<string>();
        while (taken.Count < most && Take() is { } item)
        {
            taken.Add(item);
        }

        return taken;
    }
}
