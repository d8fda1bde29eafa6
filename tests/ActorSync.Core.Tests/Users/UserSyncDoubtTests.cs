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
    public void What_an_earlier_process_left_open_is_told_since_it_was_left_where_the_run_stops_before_it_is_settled()
    {
        var left = Now - Duration.FromHours(1);
        var target = Target();
        var sync = new UserSync(target, Terms, target.User, new UserTask(GiveBilling, new(1, 0)) { Open = new OpenWrite(1, GiveBilling) { LeftAt = left } });
        sync.Begin(Now);

        var result = Assert.IsType<UserStep.Finish>(sync.Answered(new TargetOutcome.NotSent(Until: null), Now)).Result;

        Assert.Equal(new WriteDoubt(1, GiveBilling, WriteDoubt.AnswerNotRecorded, DoubtResult.Unsettled, left), Assert.Single(result.Doubts.Kept));
    }

    [Fact]
    public void What_a_run_that_stops_has_sent_is_left_open_with_what_put_it_in_doubt()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        var left = Assert.IsType<UserStep.Record>(sync.Answered(new TargetOutcome.NotSent(Until: null), Now + Duration.FromSeconds(2)));
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        var intended = Assert.IsType<JournalEntry.Intended>(Assert.Single(left.Entries));
        Assert.Equal((1, new IntentDoubt("reset", Now)), (intended.Sequence, intended.Doubt));
        Assert.Equal(GiveBilling, intended.Operations);
        Assert.Equal(new WriteDoubt(1, GiveBilling, "reset" + WriteDoubt.NotReadBack, DoubtResult.Unsettled, Now), Assert.Single(result.Doubts.Kept));
    }

    [Fact]
    public void What_an_earlier_process_knew_of_its_write_stays_why_it_is_in_doubt()
    {
        var left = Now - Duration.FromHours(1);
        var target = Target();
        target.User = ObservedEffects.After(target.User, GiveBilling[0]);
        var sync = new UserSync(target, Terms, target.User, new UserTask(GiveBilling, new(1, 0)) { Open = new OpenWrite(1, GiveBilling) { Known = new("reset", left) } });
        sync.Begin(Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        var doubt = Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt;
        Assert.Equal(new WriteDoubt(1, GiveBilling, "reset" + WriteDoubt.NotReadBack, DoubtResult.Applied, Now), doubt);
        Assert.True(doubt.CountsAsGivenByHand);
    }

    [Theory]
    [InlineData(OperationCause.NoLongerStated, true, true)]
    [InlineData(OperationCause.Zero, true, false)]
    [InlineData(OperationCause.NoLongerStated, false, false)]
    public void A_removal_that_an_earlier_process_sent_is_not_sent_again_where_it_rests_on_ownership_since_what_is_there_may_have_been_given_by_hand(
        OperationCause cause, bool wasSent, bool isKept)
    {
        ImmutableArray<Operation> take = [new Operation.RevokeSkill(Spanish, new Level(4), false, cause)];
        var target = Target((Spanish, 4));
        var sync = new UserSync(target, Terms, target.User, new UserTask(take, new(1, 1))
        {
            Open = new OpenWrite(1, take) { Known = wasSent ? new("reset", Now) : null, IsLongAgo = true },
        });
        sync.Begin(Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        var doubt = Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt;
        Assert.Equal((isKept ? DoubtResult.Unsettled : DoubtResult.NotApplied, isKept), (doubt.Result, doubt.CountsAsGivenByHand));
        var next = sync.Durable(Now);
        Assert.Equal(isKept, next is UserStep.Finish);
        Assert.Equal(isKept ? "write-in-doubt" : null, (next as UserStep.Finish)?.Result.Problems.Single().Rule);
    }

    [Fact]
    public void A_second_process_that_stops_before_the_read_says_nothing_new_of_what_the_first_has_left()
    {
        var left = Now - Duration.FromHours(1);
        var target = Target();
        var sync = new UserSync(target, Terms, target.User, new UserTask(GiveBilling, new(1, 0)) { Open = new OpenWrite(1, GiveBilling) { Known = new("reset", left) } });
        sync.Begin(Now);

        var result = Assert.IsType<UserStep.Finish>(sync.Answered(new TargetOutcome.NotSent(Until: null), Now)).Result;

        Assert.Equal(new WriteDoubt(1, GiveBilling, "reset" + WriteDoubt.NotReadBack, DoubtResult.Unsettled, left), Assert.Single(result.Doubts.Kept));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_write_that_the_target_has_not_taken_is_not_left_open_where_the_run_stops(bool tooLate)
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        if (sync.Answered(tooLate ? TargetOutcome.TooLate.Instance : new TargetOutcome.Answered(409, default, Now), Now) is UserStep.Wait)
        {
            sync.Waited();
        }

        var stopped = Assert.IsType<UserStep.Record>(sync.Answered(new TargetOutcome.NotSent(Until: null), Now));
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        Assert.Equal(WriteResult.NotApplied, Assert.IsType<JournalEntry.Settled>(Assert.Single(stopped.Entries)).Result);
        Assert.True(result.Doubts.IsEmpty);
        Assert.NotNull(result.Stop);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_left_open_long_ago_and_is_not_shown_by_one_look_was_not_applied(bool settlesOnly)
    {
        var target = Target();
        var sync = new UserSync(target, Terms with { SettlesOnly = settlesOnly }, target.User, new UserTask(GiveBilling, new(1, 1))
        {
            Open = new OpenWrite(1, GiveBilling) { LeftAt = Now - Duration.FromHours(1), IsLongAgo = true },
        });

        Assert.False(Assert.IsType<UserStep.Send>(sync.Begin(Now)).Request.IsWrite);
        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.Equal(DoubtResult.NotApplied, Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt.Result);
    }

    [Fact]
    public void A_write_of_this_process_is_read_back_as_often_as_ever_after_one_that_was_left_open_long_ago()
    {
        var target = Target();
        var sync = new UserSync(target, Terms, target.User, new UserTask(GiveBilling, new(1, 1)) { Open = new OpenWrite(1, GiveBilling) { IsLongAgo = true } });
        sync.Begin(Now);
        sync.Answered(Ok, Now);
        sync.Durable(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        Assert.Equal(WriteResult.NotApplied, Assert.IsType<JournalEntry.Settled>(ReadUntilSettled(sync).Entries[0]).Result);
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
    public void An_open_write_is_settled_by_what_it_carried_and_not_by_what_had_been_decided_before_it_was_lessened()
    {
        var target = Target((Billing, 3));
        ImmutableArray<Operation> carried = [new Operation.RateSkill(Billing, new Level(2), new Level(3), false, OperationCause.Stated)];
        var sync = new UserSync(target, Terms, target.User, new UserTask(GiveBilling, new(1, 0)) { Open = new OpenWrite(1, carried) });
        sync.Begin(Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.Equal(carried, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Applied);
    }

    [Fact]
    public void An_open_write_of_an_earlier_process_is_settled_by_a_read_before_anything_is_sent()
    {
        var target = Target();
        var sync = new UserSync(target, Terms, target.User, new UserTask(GiveBilling, new(1, 0)) { Open = new OpenWrite(1, GiveBilling) });

        Assert.False(Assert.IsType<UserStep.Send>(sync.Begin(Now)).Request.IsWrite);
    }

    [Fact]
    public void Settling_only_ends_for_a_user_who_may_no_longer_be_read_and_tells_that_the_write_stays_unknown()
    {
        var target = Target();
        var sync = new UserSync(target, Terms with { SettlesOnly = true }, target.User, new UserTask(GiveBilling, new(2, 0)) { Open = new OpenWrite(1, GiveBilling) });
        sync.Begin(Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(new TargetOutcome.Answered(403, default, Now), Now));
        var result = Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result;

        Assert.Equal(DoubtResult.Unsettled, Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt.Result);
        Assert.Equal((UserResult?)UserResult.Failed, result.Result);
        Assert.Equal("user-unreadable", Assert.Single(result.Problems).Rule);
        Assert.Null(result.Stop);
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
    public void Settling_only_writes_nothing_more()
    {
        var target = Target();
        var sync = new UserSync(target, Terms with { SettlesOnly = true }, target.User, new UserTask(GiveBilling, new(1, 0)) { Open = new OpenWrite(1, GiveBilling) });
        sync.Begin(Now);

        var settled = ReadUntilSettled(sync);

        Assert.Equal(WriteResult.NotApplied, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Result);
        Assert.Equal(DoubtResult.NotApplied, Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt.Result);
        Assert.IsType<UserStep.Finish>(sync.Durable(Now));
    }
}
