using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Gateway;

public sealed class WaitingSendsTests
{
    private static readonly TargetRequest Write = new(RequestVerb.Patch, "/api/v2/users/u-1/skills", default, "PATCH /api/v2/users/{id}/skills", null);
    private static readonly NamedLimit Limit = new("route.requests.rate.per.minute", "test", null);
    private static readonly TimeSpan PauseEnd = TimeSpan.FromSeconds(30);

    private static readonly object Asker = new();

    private readonly RateBudget _budget = new(PacingRules.PerMinute(0), lanes: 1);
    private readonly WaitingSends _waiting;

    public WaitingSendsTests()
    {
        _budget.Open(0);
        _waiting = new WaitingSends(_budget, TimeSpan.FromMinutes(15), (_, _) => Assert.Fail("No pause here is too long."));
    }

    [Fact]
    public void What_settles_or_repeats_an_earlier_write_does_not_wait_behind_all_that_are_not_begun()
    {
        TargetRequest[] row = [Write, Write, Write with { FinishesWhatWasBegun = true }, Write with { FinishesWhatWasBegun = true, Urgency = Urgency.Addition }, Write with { Urgency = Urgency.Addition }];
        foreach (var (request, id) in row.Select((request, index) => (request, index + 1)))
        {
            _waiting.Add(Ask(id, request));
        }

        Assert.Equal([4, 5, 3, 1, 2], row.Select(_ => _waiting.TakeFree(At(TimeSpan.Zero))!.RequestId));
    }

    [Fact]
    public void However_often_it_is_looked_those_set_aside_come_back_one_at_a_time_and_in_their_order()
    {
        _budget.Pause(Limit, Write.Route, PauseEnd);
        for (var id = 1; id <= 4; id++)
        {
            _waiting.Add(Ask(id, Write));
        }

        Assert.Null(_waiting.TakeFree(At(TimeSpan.FromSeconds(1))));

        var (now, ids) = (PauseEnd, new List<long>());
        for (var turn = 0; turn < 4; turn++)
        {
            // While no token is free, each thing that happens makes the gateway look again.
            _waiting.LookAside(At(now));
            _waiting.LookAside(At(now));
            _waiting.LookAside(At(now));
            ids.Add(_waiting.TakeFree(At(now))!.RequestId);
            var ticket = _budget.Take(0, Write.Route, now);
            _waiting.LookAside(At(now));
            Assert.Null(turn == 0 ? _waiting.TakeFree(At(now)) : null); // One request goes first after a pause.
            _budget.End(ticket, new AttemptReport.Answered(now, now += TimeSpan.FromSeconds(1)));
        }

        Assert.Equal([1, 2, 3, 4], ids);
        Assert.Equal(0, _waiting.Count);
    }

    [Fact]
    public void One_that_had_come_back_and_finds_its_route_paused_again_goes_first_the_next_time()
    {
        _budget.Pause(Limit, Write.Route, PauseEnd);
        _waiting.Add(Ask(1, Write));
        _waiting.Add(Ask(2, Write));
        Assert.Null(_waiting.TakeFree(At(TimeSpan.FromSeconds(1))));
        _waiting.LookAside(At(PauseEnd));

        _budget.Pause(Limit, Write.Route, PauseEnd * 2);
        Assert.Null(_waiting.TakeFree(At(PauseEnd)));
        _waiting.LookAside(At(PauseEnd * 2));

        Assert.Equal(1, _waiting.TakeFree(At(PauseEnd * 2))!.RequestId);
    }

    [Fact]
    public void One_that_is_withdrawn_after_it_came_back_leaves_the_next_one_its_turn()
    {
        _budget.Pause(Limit, Write.Route, PauseEnd);
        _waiting.Add(Ask(1, Write));
        _waiting.Add(Ask(2, Write));
        Assert.Null(_waiting.TakeFree(At(TimeSpan.FromSeconds(1))));
        _waiting.LookAside(At(PauseEnd));

        Assert.True(_waiting.Withdraw(1, Asker));
        _waiting.LookAside(At(PauseEnd));

        Assert.Equal(2, _waiting.TakeFree(At(PauseEnd))!.RequestId);
        Assert.Equal(0, _waiting.Count);
    }

    [Fact]
    public void A_source_whose_only_request_was_held_back_by_its_route_has_not_paid_for_the_turn()
    {
        var (row, single) = (new SendOrigin(new SourceName("with a row")), new SendOrigin(new SourceName("with one")));
        _budget.Pause(Limit, Write.Route, PauseEnd);
        _waiting.Add(Ask(1, Write, single));
        Assert.Null(_waiting.TakeFree(At(TimeSpan.FromSeconds(1))));
        for (var id = 2; id <= 5; id++)
        {
            _waiting.Add(Ask(id, Write with { FinishesWhatWasBegun = true }, row));
        }

        _waiting.LookAside(At(PauseEnd));

        Assert.Equal(1, _waiting.TakeFree(At(PauseEnd))!.RequestId);
    }

    private static Delivery Ask(long id, TargetRequest request, SendOrigin? origin = null) => new(id, Asker, request, origin ?? SendOrigin.Unnamed);

    private static Moment At(TimeSpan elapsed) => new(elapsed, NodaConstants.UnixEpoch + Duration.FromTimeSpan(elapsed));
}
