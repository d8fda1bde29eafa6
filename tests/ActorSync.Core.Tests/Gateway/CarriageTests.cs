using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Gateway;

public sealed class CarriageTests
{
    private static readonly AttemptResult Reset = new AttemptResult.Broken("reset");
    private static readonly AttemptResult NobodyListens = new AttemptResult.NotConnected("refused");

    private static readonly Gen<AttemptResult> Results = Gen.OneOf(
        Gen.Elements<AttemptResult>(
            Reset, NobodyListens, new AttemptResult.NotTaken("not taken"), new AttemptResult.Unreadable("too long"), AttemptResult.NotBegun.Instance),
        Gen.Elements(200, 202, 400, 401, 404, 409, 429, 500, 501, 502, 503, 504).Select(status => (AttemptResult)Answer(status)),
        Gen.Constant<AttemptResult>(Answer(200, isReadable: false)));

    private readonly TargetExperience _target = new();
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public void A_write_that_may_have_arrived_is_in_doubt_and_not_sent_again(int status)
    {
        Assert.Equal(new CarriageStep.Ended(new TargetOutcome.InDoubt("reset")), After(Write(), Reset));
        Assert.Equal(new CarriageStep.Ended(new TargetOutcome.InDoubt($"the target answered {status}")), After(Write(), Answer(status)));
        Assert.IsType<CarriageStep.Ended>(After(Write(), Answer(200, isReadable: false)));
    }

    [Fact]
    public void A_write_of_which_nothing_left_or_nothing_was_taken_is_sent_again_after_a_wait()
    {
        Assert.Equal(RetryLadder.Transient[0], Assert.IsType<CarriageStep.TryAgain>(After(Write(), NobodyListens)).Wait);
        Assert.Equal(RetryLadder.Transient[0], Assert.IsType<CarriageStep.TryAgain>(After(Write(), new AttemptResult.NotTaken("no"))).Wait);
        Assert.Equal(RetryLadder.Transient[0], Assert.IsType<CarriageStep.TryAgain>(After(Write(), Reset.WithNothingLeft())).Wait);
    }

    [Fact]
    public void What_a_429_or_a_shut_gate_throws_back_asks_for_another_permit_at_once()
    {
        Assert.Equal(CarriageStep.AnotherPermit.Sent, After(Write(), Answer(429)));
        Assert.Equal(CarriageStep.AnotherPermit.NotSent, After(Write(), AttemptResult.NotBegun.Instance));
    }

    [Fact]
    public void The_circuit_of_the_host_counts_what_says_something_of_it_and_a_doubt_as_a_failure()
    {
        Assert.False(After(Read(), AttemptResult.NotBegun.Instance).SaysSomethingOfHost);
        Assert.False(After(Read(), AttemptResult.TooLate.Instance).SaysSomethingOfHost);
        Assert.Null(After(Read(), Answer(429)).Failure);
        Assert.Null(After(Read(), Answer(404)).Failure);
        Assert.Equal(TransientKind.Broken, After(Write(), Answer(500)).Failure?.Kind);
        Assert.Equal(TransientKind.Busy, After(Read(), Answer(503)).Failure?.Kind);
    }

    [Fact]
    public void A_401_counts_for_good_only_to_a_token_that_was_issued_after_another_one_had_been_refused()
    {
        var carriage = Read();
        Assert.Equal(CarriageStep.AnotherPermit.Sent, After(carriage, Answer(401, sentAt: _now), issuedAt: _now));

        var later = _now + TimeSpan.FromSeconds(1);
        Assert.Equal(
            new CarriageStep.Ended(new TargetOutcome.CredentialsRefused("the target at target.test refuses a token that was just issued (401)")),
            After(carriage, Answer(401, sentAt: later), issuedAt: later));
    }

    [Fact]
    public void Where_the_credentials_have_worked_some_fresh_tokens_may_be_refused_in_passing()
    {
        After(Read(), Answer(200));
        var carriage = Read();
        var steps = Enumerable.Range(0, TokenAnswer.MostFreshRefusals + 2).Select(_ => After(carriage, Answer(401, sentAt: _now), issuedAt: _now)).ToList();

        Assert.All(steps.SkipLast(1), step => Assert.Equal(CarriageStep.AnotherPermit.Sent, step));
        Assert.IsType<CarriageStep.Ended>(steps[^1]);
    }

    [Fact]
    public void A_401_to_a_token_that_was_accepted_means_its_end_but_not_without_end()
    {
        var carriage = Read();
        var permit = PermitOf(_now);
        carriage.After(Answer(503), permit, _now, At(_now));

        for (var token = 0; token < Carriage.MostExpiredTokens; token++)
        {
            Assert.Equal(CarriageStep.AnotherPermit.Sent, carriage.After(Answer(401), permit, _now, At(_now)));
        }

        Assert.IsType<CarriageStep.Ended>(carriage.After(Answer(401), permit, _now, At(_now)));
    }

    [Fact]
    public void The_time_for_which_a_permit_is_waited_for_is_not_the_requests_own()
    {
        After(Read(), Answer(200));
        var (waiting, trying) = (Read(), Read());
        After(waiting, Answer(503));
        After(trying, Answer(503));

        waiting.WaitsFrom(_now);
        _now += GatewayStage.Rules.TotalDeadline;
        Assert.Equal(CarriageStep.Send.Instance, waiting.Take(new PermitAnswer(PermitOf(_now), Refusal: null), isStopping: false, _now));

        Assert.IsType<CarriageStep.TryAgain>(After(waiting, Answer(503)));
        Assert.IsType<CarriageStep.GivenUp>(After(trying, Answer(503)));
    }

    [Fact]
    public void What_is_given_up_says_how_often_it_was_tried_and_whether_the_target_has_ever_answered()
    {
        var carriage = Read();
        var steps = Enumerable.Range(0, 5).Select(_ => After(carriage, NobodyListens)).ToList();

        var given = Assert.IsType<TargetOutcome.Unreachable>(carriage.OutcomeOf(steps[^1], isStopping: false));
        Assert.Equal("tried 5 times over 0 s at target.test, at last: refused", given.Reason);
        Assert.True(given.NeverAnswered);
        Assert.IsType<TargetOutcome.NotSent>(carriage.OutcomeOf(steps[^1], isStopping: true));
    }

    [Fact]
    public void What_ends_with_the_program_says_whether_it_was_tried()
    {
        var (tried, throttled) = (Read(), Read());
        var step = After(tried, Answer(503));
        After(throttled, Answer(429));

        Assert.Equal(new TargetOutcome.NotSent(Until: null) { WasTried = true }, tried.OutcomeOf(step, isStopping: true));
        Assert.Equal(new TargetOutcome.NotSent(Until: null), throttled.Stopped());
        Assert.IsType<CarriageStep.Ended>(Read().Take(new PermitAnswer(PermitOf(_now), Refusal: null), isStopping: true, _now));
    }

    [Fact]
    public void Whatever_comes_a_request_ends_and_a_write_is_never_sent_again_once_it_may_have_been_applied() =>
        Check.One(Cases.Usual, Prop.ForAll(Gen.ArrayOf(Results).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (results, isWrite) =>
        {
            var carriage = isWrite ? Write() : Read();
            foreach (var result in results.Concat(Enumerable.Repeat(NobodyListens, 100)))
            {
                var step = After(carriage, result, issuedAt: _now);
                if (step is CarriageStep.Ended or CarriageStep.GivenUp)
                {
                    return true;
                }

                var mayBeApplied = result is AttemptResult.Broken or AttemptResult.Unreadable or AttemptResult.Answered { Status: not (401 or 429) };
                if (isWrite && mayBeApplied)
                {
                    return false;
                }

                _now += (step as CarriageStep.TryAgain)?.Wait ?? TimeSpan.Zero;
            }

            return false;
        }));

    private static AttemptResult.Answered Answer(int status, bool isReadable = true, TimeSpan sentAt = default) => new(status, default, At(sentAt), isReadable);

    private static Moment At(TimeSpan elapsed) => new(elapsed, NodaConstants.UnixEpoch + Duration.FromTimeSpan(elapsed));

    private static Permit PermitOf(TimeSpan issuedAt) => new(new Ticket(1, 0, GatewayStage.ReadRoute), new TokenLease("secret", issuedAt, TimeSpan.FromHours(1)));

    private Carriage Read() => new(GatewayStage.Request(1), _target, GatewayStage.Rules, _now);

    private Carriage Write() => new(GatewayStage.Request(1, GatewayStage.WriteRoute), _target, GatewayStage.Rules, _now);

    private CarriageStep After(Carriage carriage, AttemptResult result, TimeSpan? issuedAt = null)
    {
        if (result is not (AttemptResult.NotBegun or AttemptResult.TooLate))
        {
            carriage.Delivery.Left();
        }

        return carriage.After(result, PermitOf(issuedAt ?? _now), _now, At(_now));
    }
}
