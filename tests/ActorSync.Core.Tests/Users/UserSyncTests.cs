using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

public sealed class UserSyncTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly SkillId Billing = new("billing");
    private static readonly SkillId Spanish = new("spanish");
    private static readonly RunId Run = new("20260301T120000000Z");
    private static readonly SyncTerms Terms = new(Run, new SourceName("hris"), false, true, false);

    private static readonly ImmutableArray<Operation> GiveBilling = [new Operation.GrantSkill(Billing, new Level(3), false, OperationCause.Stated)];
    private static readonly ImmutableArray<Operation> TakeSpanish = [new Operation.RevokeSkill(Spanish, new Level(4), false, OperationCause.Zero)];

    [Fact]
    public void An_intent_is_recorded_before_its_write_leaves_and_the_outcome_before_anyone_is_told()
    {
        var target = Target();
        var sync = Sync(target, GiveBilling);

        var intended = Assert.IsType<UserStep.Record>(sync.Begin(Now));
        var send = Assert.IsType<UserStep.Send>(sync.Durable(Now));
        var settled = Assert.IsType<UserStep.Record>(sync.Answered(target.Apply(send.Request, Now), Now));
        var finish = Assert.IsType<UserStep.Finish>(sync.Durable(Now));

        Assert.IsType<JournalEntry.Intended>(Assert.Single(intended.Entries));
        Assert.Equal(WriteResult.Applied, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Result);
        Assert.Equal(UserResult.Changed, Assert.IsType<JournalEntry.Finished>(settled.Entries[1]).Result);
        Assert.Equal(UserResult.Changed, finish.Result.Result);
        Assert.Equal(1, finish.Result.Applied.SkillsAdded);
    }

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

    [Fact]
    public void The_last_doubt_is_settled_by_a_read_before_the_operations_are_given_up()
    {
        var target = Target();
        var writes = 0;

        var result = RunToEnd(target, GiveBilling, request =>
        {
            if (request.IsWrite && ++writes > UserSync.MaxDoubts)
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
        var sync = new UserSync(target, Terms, target.User, GiveBilling, new OpenWrite(1, carried), 1, false);
        sync.Begin(Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));

        Assert.Equal(carried, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Applied);
    }

    [Fact]
    public void A_removal_that_rests_on_an_old_observation_is_read_again_first()
    {
        var target = Target((Spanish, 4));
        var old = target.User with { ObservedAt = Now - Freshness.Limit - Duration.FromSeconds(1) };
        var sync = new UserSync(target, Terms, old, TakeSpanish, null, 0, false);

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

        Assert.IsType<UserStep.Record>(new UserSync(target, Terms, old, GiveBilling, null, 0, false).Begin(Now));
    }

    [Fact]
    public void A_stop_during_the_settling_read_leaves_the_write_open()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);
        sync.Answered(new TargetOutcome.InDoubt("reset"), Now);

        var finish = Assert.IsType<UserStep.Finish>(sync.Answered(new TargetOutcome.NotSent(null), Now));

        Assert.Null(finish.Result.Result);
        Assert.IsType<RunStop.Interrupted>(finish.Result.Stop);
        Assert.Equal(new DoubtCounts(0, 0, 0, 1), finish.Result.Doubts.Counts);
    }

    [Fact]
    public void A_write_that_was_not_sent_is_settled_as_not_applied()
    {
        var sync = Sync(Target(), GiveBilling);
        sync.Begin(Now);
        sync.Durable(Now);

        var settled = Assert.IsType<UserStep.Record>(sync.Answered(new TargetOutcome.NotSent(null), Now));

        Assert.Equal(WriteResult.NotApplied, Assert.IsType<JournalEntry.Settled>(Assert.Single(settled.Entries)).Result);
        Assert.Null(Assert.IsType<UserStep.Finish>(sync.Durable(Now)).Result.Result);
    }

    [Fact]
    public void A_refused_write_fails_its_operations_and_the_others_go_on()
    {
        var target = Target((Spanish, 4));
        var refusedOnce = false;
        var oneByOne = new ModelTarget(target.User) { ItemsPerWrite = 1 };

        var result = RunToEnd(oneByOne, [.. GiveBilling, .. TakeSpanish], request =>
        {
            if (!request.IsWrite)
            {
                return Ok;
            }

            if (!refusedOnce)
            {
                refusedOnce = true;
                return new TargetOutcome.Answered(400, default, Now);
            }

            return oneByOne.Apply(request, Now);
        });

        Assert.Equal(UserResult.Failed, result.Result);
        Assert.Equal(1, result.Applied.SkillsRemoved);
        Assert.Equal(0, result.Applied.SkillsAdded);
    }

    [Fact]
    public void An_open_write_of_an_earlier_process_is_settled_by_a_read_before_anything_is_sent()
    {
        var target = Target();
        var sync = new UserSync(target, Terms, target.User, GiveBilling, new OpenWrite(1, GiveBilling), 1, false);

        Assert.False(Assert.IsType<UserStep.Send>(sync.Begin(Now)).Request.IsWrite);
    }

    [Fact]
    public void Settling_only_writes_nothing_more()
    {
        var target = Target();
        var sync = new UserSync(target, Terms with { SettlesOnly = true }, target.User, GiveBilling, new OpenWrite(1, GiveBilling), 1, false);
        sync.Begin(Now);

        var settled = ReadUntilSettled(sync);

        Assert.Equal(WriteResult.NotApplied, Assert.IsType<JournalEntry.Settled>(settled.Entries[0]).Result);
        Assert.Equal(DoubtResult.NotApplied, Assert.IsType<JournalEntry.Doubted>(settled.Entries[1]).Doubt.Result);
        Assert.IsType<UserStep.Finish>(sync.Durable(Now));
    }

    [Fact]
    public void Whatever_goes_wrong_on_the_way_every_sent_write_has_a_durable_intent_and_the_end_is_right()
    {
        var faults = Gen.ArrayOf(Gen.Choose(0, 4)).ToArbitrary();

        Prop.ForAll(faults, sequence =>
        {
            var target = Target((Spanish, 4));
            var script = new Queue<int>(sequence.Take(Math.Min(UserSync.MaxDoubts, UserSync.MaxClashes)));
            var result = RunToEnd(target, [.. GiveBilling, .. TakeSpanish], request => !request.IsWrite
                ? Ok
                : script.TryDequeue(out var fault) && fault < 3 ? Fault(fault, target, request) : target.Apply(request, Now));

            Assert.Equal(UserResult.Changed, result.Result);
            Assert.Equal(0, result.Doubts.Counts.Unsettled);
            Assert.Equal(Holdings<SkillId, Level>.From([new(Billing, new Level(3))]), target.User.Skills);
        }).QuickCheckThrowOnFailure();
    }

    // What is in doubt is read back until it is settled; nothing else may be sent for the user until then.
    private static UserStep.Record ReadUntilSettled(UserSync sync)
    {
        foreach (var wait in ReadBack.Waits)
        {
            Assert.Equal(wait, Assert.IsType<UserStep.Wait>(sync.Answered(Ok, Now)).For);
            Assert.False(Assert.IsType<UserStep.Send>(sync.Waited()).Request.IsWrite);
        }

        return Assert.IsType<UserStep.Record>(sync.Answered(Ok, Now));
    }

    private static TargetOutcome Ok => new TargetOutcome.Answered(200, default, Now);

    private static TargetOutcome Fault(int fault, ModelTarget target, TargetRequest request)
    {
        switch (fault)
        {
            case 0:
                return new TargetOutcome.InDoubt("lost before it was applied");
            case 1:
                target.Apply(request, Now);
                return new TargetOutcome.InDoubt("lost after it was applied");
            default:
                return new TargetOutcome.Answered(409, default, Now);
        }
    }

    private static UserSyncResult RunToEnd(ModelTarget target, ImmutableArray<Operation> decided, Func<TargetRequest, TargetOutcome> answer)
    {
        var sync = Sync(target, decided);
        var step = sync.Begin(Now);
        var durableIntents = new HashSet<int>();
        var settled = new HashSet<int>();
        var readSinceDoubt = true;
        for (var steps = 0; steps < 1_000; steps++)
        {
            switch (step)
            {
                case UserStep.Record record:
                    durableIntents.UnionWith(record.Entries.OfType<JournalEntry.Intended>().Select(intent => intent.Sequence));
                    settled.UnionWith(record.Entries.OfType<JournalEntry.Settled>().Select(outcome => outcome.Sequence));
                    step = sync.Durable(Now);
                    break;
                case UserStep.Send send:
                    if (send.Request.IsWrite)
                    {
                        Assert.Equal(settled.Count + 1, durableIntents.Count);
                        Assert.True(readSinceDoubt, "A write left after one in doubt without a read between them.");
                    }

                    var outcome = answer(send.Request);
                    readSinceDoubt = send.Request.IsWrite ? outcome is not TargetOutcome.InDoubt : readSinceDoubt || outcome is TargetOutcome.Answered { Status: 200 };
                    step = sync.Answered(outcome, Now);
                    break;
                case UserStep.Wait:
                    step = sync.Waited();
                    break;
                case UserStep.Finish finish:
                    Assert.Equal(durableIntents, settled);
                    return finish.Result;
            }
        }

        throw new InvalidOperationException("The user never ends.");
    }

    private static UserSync Sync(ModelTarget target, ImmutableArray<Operation> decided) => new(target, Terms, target.User, decided, null, 0, false);

    private static ModelTarget Target(params (SkillId Skill, int Level)[] skills) => new(new ObservedUser(
        new UserId("u1"),
        "000123",
        null,
        UserState.Active,
        1,
        null,
        null,
        Holdings<SkillId, Level>.From(skills.Select(skill => KeyValuePair.Create(skill.Skill, new Level(skill.Level)))),
        Holdings<CertificationId, HeldCertification>.Empty,
        Now));
}
