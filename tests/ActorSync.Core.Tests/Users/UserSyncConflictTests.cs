using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

public sealed class UserSyncConflictTests : UserSyncTest
{
    [Fact]
    public void A_target_that_does_not_know_the_user_in_passing_is_asked_again()
    {
        var target = Target();
        var misses = 0;

        var result = RunToEnd(target, GiveBilling, request => ++misses <= UserReading.MaxMisses
            ? new TargetOutcome.Answered(404, default, Now)
            : request.IsWrite ? target.Apply(request, Now) : Ok);

        Assert.Equal(UserResult.Changed, result.Result);
        Assert.Equal(DoubtLog.None, result.Doubts);
    }

    [Fact]
    public void A_user_whom_the_target_never_knows_is_given_up()
    {
        var result = RunToEnd(Target(), GiveBilling, _ => new TargetOutcome.Answered(404, default, Now));

        Assert.Equal(UserResult.Failed, result.Result);
        Assert.Equal("user-gone", Assert.Single(result.Problems).Rule);
    }

    [Fact]
    public void A_version_clash_waits_reads_and_tries_again()
    {
        var target = Target();
        var sync = Sync(target, GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);

        Assert.IsType<UserStep.Wait>(sync.Answered(new TargetOutcome.Answered(409, default, Now), Now));
        Assert.False(Assert.IsType<UserStep.Send>(sync.Waited()).Request.IsWrite);
    }

    [Fact]
    public void An_endless_version_clash_is_given_up_with_its_reason()
    {
        var result = RunToEnd(Target(), GiveBilling, request => request.IsWrite ? new TargetOutcome.Answered(409, default, Now) : Ok);

        Assert.Equal(UserResult.Failed, result.Result);
        Assert.Equal("version-clash", Assert.Single(result.Problems).Rule);
    }
}
