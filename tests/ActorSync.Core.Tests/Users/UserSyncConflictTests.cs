using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_somebody_else_has_given_or_taken_while_a_write_was_not_taken_is_theirs(bool tooLate)
    {
        var target = Target((Spanish, 4));
        ImmutableArray<Operation> decided = [.. GiveBilling, .. TakeSpanish];
        var sync = Sync(target, decided);
        sync.Begin(Now);
        sync.Durable(Now);
        target.User = decided.Aggregate(target.User, ObservedEffects.After);
        if (sync.Answered(tooLate ? TargetOutcome.TooLate.Instance : new TargetOutcome.Answered(409, default, Now), Now) is UserStep.Wait)
        {
            sync.Waited();
        }

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        var outcome = Assert.IsType<JournalEntry.Settled>(settled.Entries[0]);
        Assert.Equal(WriteResult.NotApplied, outcome.Result);
        Assert.Empty(outcome.Applied);
        Assert.Equal(target.User, settled.Seen);
        Assert.Empty(settled.Sent);
        Assert.Equal((UserResult.Unchanged, 0, 0L), (result.Result, result.WritesApplied, result.Applied.Total));
    }

    [Fact]
    public void What_a_read_before_the_write_shows_is_recorded_though_nothing_is_left_to_do()
    {
        var target = Target((Spanish, 4));
        var sync = Sync(target, TakeSpanish);
        target.User = ObservedEffects.After(target.User, TakeSpanish[0]);
        sync.Begin(Now + Freshness.Limit + Duration.FromSeconds(1));

        var finished = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.Equal(target.User, finished.Seen);
        Assert.IsType<JournalEntry.Finished>(Assert.Single(finished.Entries));
    }

    [Fact]
    public void A_removal_that_finds_nothing_is_in_doubt_where_the_run_stops_before_the_read()
    {
        var sync = Sync(Target((Spanish, 4)), TakeSpanish);
        sync.Begin(Now);
        sync.Durable(Now);
        Assert.IsType<UserStep.Send>(sync.Answered(new TargetOutcome.Answered(404, default, Now), Now) is UserStep.Wait ? sync.Waited() : null);

        var left = Assert.IsType<UserStep.Record>(sync.Answered(new TargetOutcome.NotSent(Until: null), Now));

        Assert.Equal(new IntentDoubt("not there", Now), Assert.IsType<JournalEntry.Intended>(Assert.Single(left.Entries)).Doubt);
    }

    [Fact]
    public void What_a_read_on_the_way_shows_is_noted_with_the_version_that_it_had()
    {
        var target = Target();
        var sync = Sync(target, GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        target.User = target.User with { Version = 7, Skills = target.User.Skills!.With(Spanish, new Level(2)) };
        sync.Answered(new TargetOutcome.Answered(409, default, Now), Now);
        sync.Waited();

        Assert.Equal(target.User, Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now)).Seen);
    }
}
