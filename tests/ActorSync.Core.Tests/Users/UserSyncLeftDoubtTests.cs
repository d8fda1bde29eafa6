using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

/// <summary>Writes in doubt that one process leaves to the next: as the run stops, and as it is resumed or given up.</summary>
public sealed class UserSyncLeftDoubtTests : UserSyncTest
{
    private static readonly CertificationId Pci = new("pci");

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
    [InlineData(OperationCause.NoLongerStated, true, true, true)]
    [InlineData(OperationCause.Zero, true, true, false)]
    [InlineData(OperationCause.NoLongerStated, false, true, false)]
    [InlineData(OperationCause.NoLongerStated, true, false, false)]
    [InlineData(OperationCause.Undone, true, true, true)]
    [InlineData(OperationCause.Undone, true, false, true)] // An undoing rests on no policy.
    [InlineData(OperationCause.Undone, false, false, false)]
    public void A_removal_that_an_earlier_process_sent_is_not_sent_again_where_it_rests_on_what_was_written_since_what_is_there_may_have_been_given_by_hand(
        OperationCause cause, bool wasSent, bool isOwned, bool isKept)
    {
        ImmutableArray<Operation> take = [new Operation.RevokeSkill(Spanish, new Level(4), false, cause)];
        var target = Target((Spanish, 4));
        var sync = new UserSync(target, Terms with { RemovalsRestOnOwnership = isOwned }, target.User, new UserTask(take, new(1, 1))
        {
            Open = new OpenWrite(1, take) { Known = wasSent ? new("reset", Now) : null, LeftAt = Now - Duration.FromHours(1), IsLongAgo = true },
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
    public void Settling_only_writes_nothing_more()
    {
        var target = Target();
        var sync = new UserSync(target, Terms with { SettlesOnly = true }, target.User, new UserTask(GiveBilling, new(1, 0)) { Open = new OpenWrite(1, GiveBilling) });
        sync.Begin(Now);

        var settled = ReadUntilSettled(sync);

        Assert.Equal(WriteResult.NotApplied, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Result);
        Assert.Equal(DoubtResult.NotApplied, Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt.Result);
        Assert.Equal(2, settled.Entries.Length); // No result: the run may be resumed after all.
        Assert.IsType<UserStep.Finish>(sync.Durable(Now));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gate_is_left_with_a_certification_that_may_have_been_given_back_by_hand(bool mayBe)
    {
        var end = new Operation.EndCertification(Pci, HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.NoLongerStated);
        var gate = new Operation.RevokeSkill(new SkillId("pci-gate"), new Level(5), IsGate: true, OperationCause.NoLongerStated);
        var target = Target((gate.Skill, 5));
        target.User = target.User with { Certifications = Holdings<CertificationId, HeldCertification>.From([KeyValuePair.Create(Pci, HeldCertification.NameOnly)]) };
        var sync = new UserSync(target, Terms, target.User, new UserTask([gate, end], new(1, 2))
        {
            Open = new OpenWrite(2, [end]) { Known = mayBe ? new("reset", Now) : null, IsLongAgo = true },
        });
        sync.Begin(Now);

        sync.Answered(Ok, Now);

        var next = sync.Durable(Now);
        Assert.Equal(mayBe ? [end, gate] : [], (next as UserStep.Finish)?.Result.Problems.Select(problem => problem.About!) ?? []);
        Assert.Equal(mayBe, next is UserStep.Finish);
    }
}
