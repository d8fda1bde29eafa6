using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Runs;

public sealed class RunWindowTests
{
    [Fact]
    public void The_first_goes_ahead_alone_and_then_as_many_as_there_is_room_for()
    {
        var window = Window(people: 5, width: 3, oneGoesAhead: true);

        Assert.Equal(["u0"], Enter(window));
        Assert.True(window.TryLeave(new("u0"), isDone: true, out _));
        Assert.Equal(["u1", "u2", "u3"], Enter(window));
    }

    [Fact]
    public void Whoever_goes_ahead_and_leaves_without_an_end_lets_the_next_go_ahead_alone()
    {
        var window = Window(people: 5, width: 3, oneGoesAhead: true);
        Enter(window);

        window.TryLeave(new("u0"), isDone: false, out _);

        Assert.Equal(["u1"], Enter(window));
        Assert.Equal((0, 5), (window.Done, window.Unfinished));
    }

    [Fact]
    public void Whoever_is_not_under_way_cannot_leave()
    {
        var window = Window(people: 2, width: 1);
        Enter(window);

        Assert.False(window.TryLeave(new("u1"), isDone: true, out _));
        Assert.True(window.TryLeave(new("u0"), isDone: true, out _));
        Assert.False(window.TryLeave(new("u0"), isDone: true, out _));
        Assert.Equal(1, window.Done);
    }

    [Fact]
    public void Whoever_has_been_let_in_is_let_go_of_and_still_leaves_with_what_was_let_in()
    {
        UserId[] everybody = [new("u0"), new("u1"), new("u2")];
        var window = new RunWindow<UserId>(everybody, user => user, 2, letsGo: true);

        Enter(window);

        Assert.Equal([default, default, new("u2")], everybody);
        Assert.True(window.TryLeave(new("u1"), isDone: true, out var left));
        Assert.Equal(new("u1"), left);
    }

    [Fact]
    public void In_whatever_order_they_leave_everybody_enters_once_and_never_too_many_at_a_time() => Prop.ForAll(
        (from people in Gen.Choose(0, 30) from width in Gen.Choose(1, 8) from ahead in Gen.Elements(true, false) from order in Gen.ArrayOf(Gen.Choose(0, 7), 30) select (people, width, ahead, order)).ToArbitrary(),
        given =>
        {
            var window = Window(given.people, given.width, given.ahead);
            var entered = Enter(window);
            var underWay = new List<string>(entered);
            foreach (var next in given.order.Take(given.people))
            {
                if (underWay.Count > given.width)
                {
                    return false;
                }

                var leaving = underWay[next % underWay.Count];
                underWay.Remove(leaving);
                window.TryLeave(new(leaving), isDone: true, out _);
                var more = Enter(window);
                entered.AddRange(more);
                underWay.AddRange(more);
            }

            return window.IsIdle && window.Done == given.people && entered.Distinct().Count() == given.people;
        }).Check(Cases.Usual);

    private static RunWindow<UserId> Window(int people, int width, bool oneGoesAhead = false) =>
        new([.. Enumerable.Range(0, people).Select(number => new UserId($"u{number}"))], user => user, width, oneGoesAhead);

    private static List<string> Enter(RunWindow<UserId> window)
    {
        var entered = new List<string>();
        while (window.TryEnter(out var user))
        {
            entered.Add(user.Value);
        }

        return entered;
    }
}
