using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

public sealed class UserReadingTests
{
    private static readonly ObservedUser Unknown = Given.User() with { Skills = null, Certifications = null };

    private readonly ModelTarget _target = new(Given.User());

    [Fact]
    public void A_reading_is_complete_when_everything_is_known()
    {
        var reading = Take(UserReading.Begin(_target, Unknown, everything: false));

        Assert.Null(reading.Next);
        Assert.True(reading.User.IsKnown);
    }

    [Fact]
    public void What_an_answer_left_out_is_asked_for_again_as_long_as_something_became_known()
    {
        _target.User = Given.User() with { Skills = null };
        var once = Take(UserReading.Begin(_target, Unknown, everything: false));
        Assert.NotNull(once.Next);

        var twice = Take(once);
        Assert.Null(twice.Next);
        Assert.False(twice.User.IsKnown);

        _target.User = Given.User();
        Assert.True(Take(once).User.IsKnown);
    }

    [Fact]
    public void A_target_that_shows_nothing_is_not_asked_twice()
    {
        _target.User = Unknown;

        Assert.Null(Take(UserReading.Begin(_target, Unknown, everything: false)).Next);
    }

    [Fact]
    public void A_user_known_before_is_asked_for_again_when_a_fresh_reading_leaves_something_out()
    {
        _target.User = Given.User() with { Skills = null };

        Assert.NotNull(Take(UserReading.Begin(_target, Given.User(), everything: true)).Next);
    }

    [Fact]
    public void A_read_that_the_gateway_gave_up_is_sent_again_a_bounded_number_of_times_and_then_stops_the_run()
    {
        var unreachable = new TargetOutcome.Unreachable("reset");
        var reading = UserReading.Begin(_target, Unknown, everything: false);
        for (var again = 0; again < UserReading.MaxUnanswered; again++)
        {
            reading = Assert.IsType<UserReadingResult.Later>(reading.Take(_target, unreachable)).Reading;
        }

        Assert.IsType<RunStop.Unreachable>(Assert.IsType<UserReadingResult.Stopped>(reading.Take(_target, unreachable)).Stop);
        Assert.True(Take(reading).User.IsKnown);
    }

    [Fact]
    public void A_target_that_never_answered_stops_the_run_with_the_first_read_that_the_gateway_gave_up()
    {
        var unreachable = new TargetOutcome.Unreachable("tried 5 times over 14 s, at last: refused") { NeverAnswered = true };

        var stopped = Assert.IsType<UserReadingResult.Stopped>(UserReading.Begin(_target, Unknown, everything: true).Take(_target, unreachable));

        Assert.Equal(new RunStop.Unreachable(unreachable.Reason), stopped.Stop);
    }

    [Fact]
    public void A_permission_that_is_named_stops_the_run_and_a_user_who_is_forbidden_without_one_does_not()
    {
        var reading = UserReading.Begin(_target, Unknown, everything: false);

        var named = reading.Take(_target, new TargetOutcome.Answered(403, """{"code": "missing.any.permissions"}"""u8.ToArray(), Given.Now));
        var unnamed = reading.Take(_target, new TargetOutcome.Answered(403, """{"code": "not.authorized"}"""u8.ToArray(), Given.Now));

        Assert.IsType<RunStop.PermissionMissing>(Assert.IsType<UserReadingResult.Stopped>(named).Stop);
        Assert.IsType<UserReadingResult.Forbidden>(unnamed);
    }

    private UserReading Take(UserReading reading) =>
        Assert.IsType<UserReadingResult.Goes>(reading.Take(_target, new TargetOutcome.Answered(200, default, Given.Now))).Reading;
}
