using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

public sealed class UserSyncDoubtTests : UserSyncTest
{
    [Fact]
    public void A_write_in_doubt_that_was_applied_is_settled_by_a_read_and_not_sent_again()
    {
        var target = Target();
        var sync = Sync(target, GiveBilling);
        sync.Begin(Now);
        var send = (UserStep.Send)sync.Durable(Now);
        target.Apply(send.Request, Now);

        var read = Assert.IsType<UserStep.Send>(sync.Answered(new TargetOutcome.InDoubt("reset"), Now));
        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.False(read.Request.IsWrite);
        Assert.Equal(GiveBilling, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Applied);
        Assert.Equal(UserResult.Changed, Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result.Result);
        Assert.Single(target.Sent);
    }

    [Fact]
    public void A_write_in_doubt_that_was_not_applied_is_settled_by_a_read_before_it_is_sent_again()
    {
        var target = Target();
        var sync = Sync(target, GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);

        var read = Assert.IsType<UserStep.Send>(sync.Answered(new TargetOutcome.InDoubt("reset"), Now));
        var settled = ReadUntilSettled(sync);

        Assert.False(read.Request.IsWrite);
        Assert.Equal(WriteResult.NotApplied, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Result);
        Assert.Equal(new WriteDoubt(1, GiveBilling, "reset", DoubtResult.NotApplied, Now), Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt);
        Assert.IsType<JournalEntry.Intended>(Assert.Single(Assert.IsType<UserStep.Record>(sync.Durable(Now)).Entries));
    }

    [Fact]
    public void What_settles_a_write_in_doubt_and_repeats_it_is_counted_apart_from_what_was_foreseen()
    {
        var target = Target();
        var sync = Sync(target, GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);
        ReadUntilSettled(sync);
        sync.Durable(Now);
        sync.Durable(Now);
        target.User = ObservedEffects.After(target.User, GiveBilling[0]);
        sync.Answered(Ok, Now);

        var finish = Assert.IsType<UserStep.Finish>(sync.Durable(Now));

        Assert.Equal(new RequestsAgain(Settling: 1 + ReadBack.Waits.Length + 1, ReadAgain: 0), finish.Result.RequestsAgain);
    }

    [Fact]
    public void A_write_that_a_lagging_read_does_not_show_yet_is_read_back_and_not_sent_again()
    {
        var target = Target();
        var sync = Sync(target, GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        var wait = Assert.IsType<UserStep.Wait>(sync.Answered(Ok, Now));
        target.User = ObservedEffects.After(target.User, GiveBilling[0]);
        Assert.False(Assert.IsType<UserStep.Send>(sync.Waited()).Request.IsWrite);
        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.Equal(ReadBack.Waits[0], wait.For);
        Assert.Equal(DoubtResult.Applied, Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt.Result);
        Assert.IsType<UserStep.Finish>(sync.Durable(Now));
    }

    [Fact]
    public void A_write_in_doubt_of_which_some_was_applied_is_settled_in_part_and_the_rest_is_sent()
    {
        var target = Target((Spanish, 4));
        var sync = Sync(target, [.. GiveBilling, .. TakeSpanish]);
        sync.Begin(Now);
        sync.Durable(Now);
        target.User = ObservedEffects.After(target.User, GiveBilling[0]);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));
        var intended = Assert.IsType<UserStep.Record>(sync.Durable(Now));

        Assert.Equal(GiveBilling, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Applied);
        Assert.Equal(DoubtResult.AppliedInPart, Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt.Result);
        Assert.Equal(TakeSpanish, Assert.IsType<JournalEntry.Intended>(Assert.Single(intended.Entries)).Operations);
    }

    [Fact]
    public void A_success_that_does_not_show_what_was_written_is_a_doubt_of_its_own()
    {
        var target = new ModelTarget(Target().User) { HidesWhatWasWritten = true };
        var sync = Sync(target, GiveBilling);
        sync.Begin(Now);
        var send = (UserStep.Send)sync.Durable(Now);

        Assert.IsType<UserStep.Send>(sync.Answered(target.Apply(send.Request, Now), Now));
        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.Equal(
            new WriteDoubt(1, GiveBilling, "not shown", DoubtResult.Applied, Now), Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt);
    }

    [Fact]
    public void A_doubt_that_no_read_can_settle_is_told_as_still_unknown()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        UserStep step = sync.Answered(new TargetOutcome.InDoubt("reset"), Now);
        while (step is not UserStep.Record)
        {
            step = step is UserStep.Wait ? sync.Waited() : sync.Answered(new TargetOutcome.Answered(404, default, Now), Now);
        }

        Assert.Equal(DoubtResult.Unsettled, Assert.IsType<JournalEntry.Doubted>(((UserStep.Record)step).Entries[1]).Doubt.Result);
        Assert.Equal(new DoubtCounts(0, 0, 0, 1), Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result.Doubts.Counts);
    }

    [Fact]
    public void A_doubt_that_is_given_up_is_told_since_it_came_up_and_not_since_it_was_given_up()
    {
        var later = Now + Duration.FromMinutes(10);
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(new TargetOutcome.Answered(403, default, later), later));

        Assert.Equal(later, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).At);
        Assert.Equal(new WriteDoubt(1, GiveBilling, "reset", DoubtResult.Unsettled, Now), Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt);
    }

    [Fact]
    public void A_doubt_that_a_read_settles_is_told_as_of_the_read()
    {
        var later = Now + Duration.FromMinutes(10);
        var target = Target();
        var sync = Sync(target, GiveBilling);
        sync.Begin(Now);
        target.Apply(((UserStep.Send)sync.Durable(Now)).Request, Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, later));

        Assert.Equal(new WriteDoubt(1, GiveBilling, "reset", DoubtResult.Applied, later), Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt);
    }

    [Fact]
    public void A_read_that_was_to_settle_a_doubt_and_is_not_sent_once_more_stays_counted()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        sync.Answered(new TargetOutcome.NotSent(Until: null) { WasTried = true }, Now);
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        Assert.Equal(new RequestsAgain(Settling: 1, ReadAgain: 0), result.RequestsAgain);
    }

    [Fact]
    public void A_read_that_was_to_settle_a_doubt_and_is_not_sent_is_not_counted()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);
        sync.Answered(Ok, Now);
        sync.Waited();

        sync.Answered(new TargetOutcome.NotSent(Until: null), Now);
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        Assert.Equal(new RequestsAgain(Settling: 1, ReadAgain: 0), result.RequestsAgain);
    }

    [Fact]
    public void A_write_that_was_to_repeat_one_and_is_not_sent_is_not_counted()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);
        ReadUntilSettled(sync);
        sync.Durable(Now);
        Assert.True(Assert.IsType<UserStep.Send>(sync.Durable(Now)).Request.IsWrite);

        sync.Answered(new TargetOutcome.NotSent(Until: null), Now);
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        Assert.Equal(new RequestsAgain(Settling: 1 + ReadBack.Waits.Length, ReadAgain: 0), result.RequestsAgain);
    }

    [Fact]
    public void The_last_doubt_is_settled_by_a_read_before_the_operations_are_given_up()
    {
        var target = Target();
        var writes = 0;

        var result = RunToEnd(target, GiveBilling, request =>
        {
            if (request.IsWrite && ++writes > Setbacks.MaxDoubts)
            {
                target.Apply(request, Now);
            }

            return request.IsWrite ? new TargetOutcome.InDoubt("reset") : Ok;
        });

        Assert.Equal(UserResult.Changed, result.Result);
        Assert.Equal(1, result.Applied.SkillsAdded);
    }

    [Fact]
    public void A_write_that_stays_in_doubt_and_is_never_applied_is_given_up_with_its_reason()
    {
        var result = RunToEnd(Target(), GiveBilling, request => request.IsWrite ? new TargetOutcome.InDoubt("reset") : Ok);

        Assert.Equal(UserResult.Failed, result.Result);
        Assert.Equal("write-in-doubt", Assert.Single(result.Problems).Rule);
    }

    [Fact]
    public void A_write_in_doubt_for_a_user_deactivated_meanwhile_is_settled_by_what_the_read_shows()
    {
        var target = Target();
        var sync = Sync(target, GiveBilling);
        sync.Begin(Now);
        target.Apply(((UserStep.Send)sync.Durable(Now)).Request, Now);
        target.User = target.User with { State = UserState.Inactive };
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.Equal(GiveBilling, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Applied);
        Assert.Equal(UserResult.Changed, Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result.Result);
    }

    [Fact]
    public void A_user_who_is_forbidden_when_a_write_is_settled_ends_alone_and_the_write_stays_unknown()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        sync.Answered(new TargetOutcome.Answered(403, default, Now), Now);
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        Assert.Equal((UserResult?)UserResult.Failed, result.Result);
        Assert.Equal(("user-forbidden", 1L), (Assert.Single(result.Problems).Rule, result.Doubts.Counts.Unsettled));
        Assert.Null(result.Stop);
    }

    [Fact]
    public void A_removal_of_this_process_whose_doubt_outlasts_what_a_removal_may_rest_on_is_not_sent_again()
    {
        ImmutableArray<Operation> take = [new Operation.RevokeSkill(Spanish, new Level(4), false, OperationCause.NoLongerStated)];

        Assert.Equal("write-in-doubt", Assert.Single(After(Freshness.Limit + Duration.FromSeconds(1)).Problems).Rule);
        Assert.Equal(1, After(Freshness.Limit).Applied.SkillsRemoved);

        // The read that settles it waits so long, and what is there then may have been there all the time, or be a person's.
        UserSyncResult After(Duration wait)
        {
            var target = Target((Spanish, 4));
            var writes = 0;
            var now = Now;
            return RunToEnd(target, take, request =>
            {
                if (request.IsWrite && ++writes == 1)
                {
                    return new TargetOutcome.InDoubt("reset");
                }

                if (request.IsWrite)
                {
                    target.Apply(request, now);
                }

                now = Now + wait;
                return new TargetOutcome.Answered(200, default, now);
            }, () => now);
        }
    }
}
