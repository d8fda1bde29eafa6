using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Gateway;

public sealed class SendInterlockTests
{
    private const int Lanes = 2;
    private const string Read = "GET /api/v2/users";
    private const string Write = "PATCH /api/v2/users/{id}/skills";

    private static readonly NamedLimit Limit = new("route.requests.rate.per.minute", "test", null);
    private static readonly RetryAfter Minute = Wait(seconds: 60);
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(5);

    // What happens to the interlock: 0 sends, 1 a 429 comes, 2 the oldest unread 429 is read, 3 another answer comes.
    private static readonly Gen<(int What, int Lane, int Route, int Seconds, bool IsNamed)[]> Lives = Gen.ArrayOf(
        from what in Gen.Choose(0, 3)
        from lane in Gen.Choose(0, Lanes - 1)
        from route in Gen.Choose(0, 1)
        from seconds in Gen.Choose(0, 4)
        from isNamed in Gen.Elements(true, false)
        select (what, lane, route, seconds, isNamed));

    private readonly SendInterlock _interlock = new(Lanes);

    [Fact]
    public void A_gate_that_a_limit_of_the_route_shuts_is_open_to_the_other_routes_of_its_token()
    {
        _interlock.Shut(0, Write);
        Assert.False(_interlock.TryBegin(0, Read, Now, SendRight.Holds, out var tokenBeingRead));
        Assert.False(_interlock.TryBegin(1, Write, Now, SendRight.Holds, out var routeBeingRead));
        _interlock.Throttled(0, Write, Minute, Limit, Now);

        Assert.True(tokenBeingRead.LaneUntil > Now && tokenBeingRead.RouteUntil <= Now);
        Assert.True(routeBeingRead.RouteUntil > Now && routeBeingRead.LaneUntil <= Now);
        Assert.True(_interlock.TryBegin(0, Read, Now, SendRight.Holds, out _));
        Assert.False(_interlock.TryBegin(1, Write, Now, SendRight.Holds, out var shut));
        Assert.Equal(new ShutGate(LaneUntil: TimeSpan.Zero, RouteUntil: Now + TimeSpan.FromMilliseconds(60_050), Readings: 1), shut);
    }

    [Fact]
    public void A_429_that_names_no_limit_shuts_its_token_on_all_routes_until_the_instant_and_no_other_token()
    {
        _interlock.Shut(0, Write);
        var until = _interlock.Throttled(0, Write, Minute, limit: null, Now).Until;

        Assert.False(_interlock.TryBegin(0, Read, until - TimeSpan.FromTicks(1), SendRight.Holds, out _));
        Assert.True(_interlock.TryBegin(0, Read, until, SendRight.Holds, out _));
        Assert.True(_interlock.TryBegin(1, Write, Now, SendRight.Holds, out _));
    }

    [Theory]
    [InlineData(SendRight.IsAway)]
    [InlineData(SendRight.IsLost)]
    public void Nothing_begins_without_the_right_to_send(SendRight right) =>
        Assert.False(_interlock.TryBegin(0, Read, Now, right, out _));

    [Fact]
    public void An_answer_whose_head_has_just_come_is_waited_for_until_it_is_seen_or_turns_out_to_be_slow()
    {
        var (quick, slow) = (new object(), new object());
        _interlock.AnswerComes(slow, Now);
        _interlock.AnswerComes(quick, Now + SendInterlock.SlowHead);
        Assert.False(_interlock.AreAnswersSeen(Now + SendInterlock.SlowHead));

        _interlock.AnswerSeen(quick);

        Assert.True(_interlock.AreAnswersSeen(Now + SendInterlock.SlowHead));
        Assert.False(_interlock.AreAnswersSeen(Now + (SendInterlock.SlowHead / 2)));
    }

    [Fact]
    public void Whatever_comes_in_which_order_no_send_begins_while_a_429_that_may_concern_it_is_unread_or_its_instant_is_to_come() =>
        Check.One(Cases.Usual, Prop.ForAll(Lives.ToArbitrary(), life =>
        {
            var interlock = new SendInterlock(Lanes);
            var unread = new Queue<(int Lane, string Route, TimeSpan ReceivedAt)>();
            var pauses = new List<(int? Lane, string? Route, TimeSpan Until)>();
            var (now, isKept) = (TimeSpan.Zero, true);
            foreach (var (what, lane, index, seconds, isNamed) in life)
            {
                now += TimeSpan.FromSeconds(seconds);
                var route = index == 0 ? Read : Write;
                switch (what)
                {
                    case 1:
                        interlock.Shut(lane, route);
                        unread.Enqueue((lane, route, now));
                        break;
                    case 2 when unread.TryDequeue(out var read):
                        interlock.Throttled(read.Lane, read.Route, Wait(seconds), isNamed ? Limit : null, read.ReceivedAt);
                        pauses.Add((isNamed ? null : read.Lane, isNamed ? read.Route : null, read.ReceivedAt + TimeSpan.FromSeconds(seconds)));
                        break;
                    case 3:
                        interlock.Answered(lane, route, now);
                        break;
                    default:
                        isKept &= !interlock.TryBegin(lane, route, now, SendRight.Holds, out _)
                            || (unread.All(each => each.Lane != lane && each.Route != route)
                                && pauses.All(pause => now >= pause.Until || (pause.Lane != lane && pause.Route != route)));
                        break;
                }
            }

            return isKept;
        }));

    private static RetryAfter Wait(int seconds) => new(TimeSpan.FromSeconds(seconds), RetryAfterSource.Seconds, IsCapped: false);
}
