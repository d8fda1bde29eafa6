using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Time;
using NodaTime;

namespace ActorSync.Simulation.Tests.Invariants;

public sealed class SendTimesTests
{
    private const int Pace = 3;

    private static readonly TargetRequest Skills = new(RequestVerb.Get, "/api/v2/users/user-E01/skills", default, "GET /api/v2/users/{id}/skills", null);
    private static readonly TargetRequest Users = new(RequestVerb.Get, "/api/v2/users", default, "GET /api/v2/users", null);
    private static readonly NamedLimit OfRoute = new("requests.rate.per.minute", "routing", Value: null);
    private static readonly NamedLimit OfOrganization = new("organization.requests.rate.per.minute", "platform.api", Value: null);
    private static readonly TimeSpan Until = TimeSpan.FromSeconds(5);

    private readonly SimulatedClock _clock = new();
    private readonly SendTimes _paused;
    private readonly SendTimes _paced;

    public SendTimesTests()
    {
        _paused = new SendTimes(_clock, requestsPerMinute: 0, new RuleChecks());
        _paced = new SendTimes(_clock, Pace, new RuleChecks());
    }

    [Fact]
    public void A_pause_of_a_route_concerns_that_route_with_every_token_and_no_other()
    {
        _paused.Pause("t1", Skills.Route, OfRoute, Until);

        Assert.Equal(Rules.SentInPause, Broken(() => _paused.Leaves(Sent(Skills, "t2"))));
        _paused.Leaves(Sent(Users, "t1"));
        _clock.Reach(Until);
        _paused.Leaves(Sent(Skills, "t1"));
    }

    [Fact]
    public void A_pause_of_the_organisation_concerns_every_route_that_has_met_the_limit()
    {
        _paused.Pause("t1", Users.Route, OfOrganization, TimeSpan.Zero);
        _paused.Leaves(Sent(Users));
        _paused.Pause("t1", Skills.Route, OfOrganization, Until);

        Assert.Equal(Rules.SentInPause, Broken(() => _paused.Leaves(Sent(Users))));
        Assert.Equal(Rules.SentInPause, Broken(() => _paused.Leaves(Sent(Skills))));
    }

    [Fact]
    public void A_limit_of_the_token_pauses_the_token_though_it_is_named()
    {
        _paused.Pause("t1", Skills.Route, new NamedLimit("token.rate.per.minute", string.Empty, Value: null), Until);

        Assert.Equal(Rules.SentInPause, Broken(() => _paused.Leaves(Sent(Users))));
        _paused.Leaves(Sent(Skills, "t2"));
    }

    [Fact]
    public void A_process_knows_the_pauses_that_were_kept_and_no_others()
    {
        _paused.Pause("t1", Users.Route, limit: null, Until);

        _paused.Begin([new HeldPause(OfRoute.LabelFor(Skills.Route), _clock.Now + Duration.FromSeconds(5), string.Empty), new HeldPause("t2", _clock.Now + Duration.FromSeconds(5), string.Empty)]);

        _paused.Leaves(Sent(Users, "t1"));
        Assert.Equal(Rules.SentInPause, Broken(() => _paused.Leaves(Sent(Skills, "t1"))));
        Assert.Equal(Rules.SentInPause, Broken(() => _paused.Leaves(Sent(Users, "t2"))));
    }

    [Fact]
    public void A_pause_of_which_whoever_keeps_it_has_not_heard_in_full_is_seen_when_the_process_ends()
    {
        _paused.Pause("t1", Users.Route, limit: null, Until);
        _paused.Pause("t1", Skills.Route, OfRoute, Until);
        _paused.End(); // The pauses are still on their way.
        _clock.Reach(TimeSpan.FromSeconds(3));
        _paused.Announced("t1", _clock.Now + Duration.FromSeconds(2));
        _paused.Announced(OfRoute.LabelFor(Skills.Route), _clock.Now + Duration.FromSeconds(1.9));

        Assert.Equal(Rules.SentInPause, Broken(_paused.End));
        _paused.Announced(OfRoute.LabelFor(Skills.Route), _clock.Now + Duration.FromSeconds(2));
        _paused.End();
    }

    [Fact]
    public void One_request_more_than_the_pace_within_a_minute_is_seen()
    {
        SendPace();

        _clock.Reach(TimeSpan.FromSeconds(59.999));
        Assert.Equal(Rules.SentTooFast, Broken(() => _paced.Leaves(Sent(Users))));
    }

    [Fact]
    public void A_minute_later_or_with_another_token_or_in_another_process_more_may_leave()
    {
        SendPace();

        _paced.Leaves(Sent(Users, "t2"));
        _clock.Reach(TimeSpan.FromMinutes(1));
        SendPace();
        _paced.Begin([]);
        SendPace();
    }

    [Fact]
    public void What_the_target_did_not_take_does_not_count()
    {
        var last = Sent(Users);
        SendPace(Pace - 1);
        _paced.Leaves(last);

        _paced.NotTaken(last);

        _paced.Leaves(Sent(Users));
        Assert.Equal(Rules.SentTooFast, Broken(() => _paced.Leaves(Sent(Users))));
    }

    private void SendPace(int requests = Pace)
    {
        for (var sent = 0; sent < requests; sent++)
        {
            _paced.Leaves(Sent(Users));
        }
    }

    private SentRequest Sent(TargetRequest request, string token = "t1") => new(request, new RunId("20260310T090000000Z"), new Life("process"), token, _clock.Elapsed);

    private static string? Broken(Action step) => Breaks.By(step);
}
