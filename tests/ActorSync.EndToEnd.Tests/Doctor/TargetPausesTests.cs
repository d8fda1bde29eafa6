using ActorSync.Cli.Doctor;
using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Doctor;

public sealed class TargetPausesTests
{
    private static readonly Instant Until = Instant.FromUtc(2026, 3, 1, 16, 0);

    [Fact]
    public void A_pause_that_the_doctor_meets_is_of_a_token_that_no_stored_pause_names()
    {
        var pauses = new TargetPauses(tokens: 3, [new HeldPause("t2", Until, "429 that asks for 14400 s")]);

        pauses.Meet(new TargetThrottle(Until + Duration.FromMinutes(1), IsStated: true, Limit: null), "GET /api/v2/users");
        pauses.Meet(new TargetThrottle(Until + Duration.FromMinutes(2), IsStated: true, Limit: null), "GET /api/v2/users");

        Assert.Equal(
            ["t2", "t1", "t3"],
            pauses.Checks().Select(check => check.Message.Split(' ')[7]));
        Assert.False(pauses.AnyTokenFree);
    }

    [Fact]
    public void A_pause_that_the_doctor_meets_is_kept_for_the_next_command_at_once_however_this_one_ends()
    {
        var kept = new List<HeldPause>();
        var pauses = new TargetPauses(tokens: 1, [], kept.Add);

        pauses.Meet(new TargetThrottle(Until, IsStated: true, Limit: null), "GET /api/v2/users");
        pauses.MeetAtLogin(new TargetThrottle(Until + Duration.FromMinutes(1), IsStated: true, Limit: null));

        Assert.Equal([("t1", Until), ("login", Until + Duration.FromMinutes(1))], kept.Select(pause => (pause.Scope, pause.Until)));
        Assert.Equal(Until + Duration.FromMinutes(1), pauses.AsAWholeUntil);
    }

    [Fact]
    public void What_to_do_about_a_pause_is_to_ask_the_doctor_again_after_it() =>
        Assert.Contains(
            "Ask again after 2026-03-01 16:00:00 UTC: actorsync doctor.",
            Assert.Single(new TargetPauses(tokens: 1, [new HeldPause("t1", Until, "429 that asks for 14400 s")]).Checks()).Remedy,
            StringComparison.Ordinal);
}
