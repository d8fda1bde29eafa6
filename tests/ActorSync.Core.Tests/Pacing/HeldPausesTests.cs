using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Core.Tests.Pacing;

public sealed class HeldPausesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Only_a_pause_that_outlasts_a_restart_is_stored(int seconds, bool stored) =>
        Assert.Equal(stored, HeldPauses.None.Needs(Pause("t1", seconds), Now));

    [Fact]
    public void A_pause_that_hardly_grows_is_not_stored_again()
    {
        var held = HeldPauses.None.Evolve(Pause("t1", 600));

        Assert.False(held.Needs(Pause("t1", 600) with { Until = Now + Duration.FromSeconds(600.4) }, Now));
        Assert.True(held.Needs(Pause("t1", 600) with { Until = Now + Duration.FromSeconds(600.99) }, Now)); // Grown by a second, as another reading of the clock has it.
        Assert.True(held.Needs(Pause("t2", 600), Now));
    }

    [Fact]
    public void Of_two_pauses_of_one_scope_the_later_wins_in_whatever_order_they_come() =>
        Assert.Equal(
            HeldPauses.None.Evolve(Pause("t1", 600)).Evolve(Pause("t1", 900)).ByScope,
            HeldPauses.None.Evolve(Pause("t1", 900)).Evolve(Pause("t1", 600)).ByScope);

    [Fact]
    public void What_is_over_is_left_out_and_nothing_holds_for_more_than_a_day()
    {
        var held = HeldPauses.None.Evolve(Pause("t1", 0)).Evolve(Pause("t2", 90)).Evolve(Pause("t3", 200_000)).At(Now);

        Assert.Equal([Pause("t2", 90), Pause("t3", 86_400)], held.ByScope.Values);
    }

    private static HeldPause Pause(string scope, int seconds) => new(scope, Now + Duration.FromSeconds(seconds), "429");
}
