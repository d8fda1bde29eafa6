using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

public sealed class UserSyncFreshnessTests : UserSyncTest
{
    [Fact]
    public void A_removal_that_rests_on_an_old_observation_is_read_again_first()
    {
        var target = Target((Spanish, 4));
        var old = target.User with { ObservedAt = Now - Freshness.Limit - Duration.FromSeconds(1) };
        var sync = new UserSync(target, Terms, old, new UserTask(TakeSpanish, new(0, 1)));

        Assert.False(Assert.IsType<UserStep.Send>(sync.Begin(Now)).Request.IsWrite);
    }

    [Fact]
    public void A_removal_whose_turn_comes_too_late_is_not_sent_but_read_again()
    {
        var target = Target((Spanish, 4));
        var sync = Sync(target, TakeSpanish);
        sync.Begin(Now);
        var send = Assert.IsType<UserStep.Send>(sync.Durable(Now));

        var read = Assert.IsType<UserStep.Send>(sync.Answered(TargetOutcome.TooLate.Instance, Now));
        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.Equal(Now + Freshness.Limit, send.Request.GoodUntil);
        Assert.False(read.Request.IsWrite);
        Assert.Equal(WriteResult.NotApplied, Assert.IsType<JournalEntry.Settled>(Assert.Single(settled.Entries)).Result);
    }

    [Fact]
    public void A_grant_has_no_latest_instant()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);

        Assert.Null(Assert.IsType<UserStep.Send>(sync.Durable(Now)).Request.GoodUntil);
    }

    [Fact]
    public void A_grant_does_not_mind_an_old_observation()
    {
        var target = Target();
        var old = target.User with { ObservedAt = Now - Duration.FromHours(5) };

        Assert.IsType<UserStep.Record>(new UserSync(target, Terms, old, new UserTask(GiveBilling, new(0, 1))).Begin(Now));
    }
}
