using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Users;

public sealed class UserSyncTests : UserSyncTest
{
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

    [Fact]
    public void Whatever_goes_wrong_on_the_way_the_foreseen_requests_that_were_sent_and_those_spared_are_the_writes_that_were_needed()
    {
        // None, lost before or after it was applied, a clash, applied in part, too old when its turn came, a value moved by somebody else, refused.
        var faults = Gen.ArrayOf(Gen.Choose(-2, 6)).ToArbitrary();

        Prop.ForAll(faults, Gen.Choose(1, 3).ToArbitrary(), (sequence, itemsPerWrite) =>
        {
            var target = new ModelTarget(Target((Spanish, 4)).User) { ItemsPerWrite = itemsPerWrite };
            var script = new Queue<int>(sequence.Take(Math.Min(UserSync.MaxDoubts, UserSync.MaxClashes)));
            var left = new List<TargetRequest>();
            var result = RunToEnd(target, ThreeChanges, request =>
            {
                var outcome = !request.IsWrite ? Ok
                    : script.TryDequeue(out var fault) && fault >= 0 ? Fault(fault, target, request)
                    : target.Apply(request, Now);
                if (outcome is not TargetOutcome.TooLate)
                {
                    left.Add(request);
                }

                return outcome;
            });

            var foreseen = left.Where(request => !request.IsUnforeseen).ToList();
            return foreseen.Count + result.WritesSpared == target.WritesFor(ThreeChanges) && foreseen.TrueForAll(request => request.IsWrite);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_sent_again_finishes_what_was_begun_and_so_does_what_settles_it_but_not_what_is_too_old_to_be_sent()
    {
        var target = Target();
        var finishes = new List<(bool IsWrite, bool Finishes)>();
        var script = new Queue<TargetOutcome>([TargetOutcome.TooLate.Instance, new TargetOutcome.InDoubt("reset")]);
        RunToEnd(target, GiveBilling, request =>
        {
            finishes.Add((request.IsWrite, request.FinishesWhatWasBegun));
            return !request.IsWrite ? Ok : script.TryDequeue(out var outcome) ? outcome : target.Apply(request, Now);
        });

        Assert.Equal(
            [(true, false), (false, false), (true, false), .. Enumerable.Repeat((false, true), 1 + ReadBack.Waits.Length), (true, true)], finishes);
    }

    [Fact]
    public void What_an_earlier_process_left_open_is_foreseen_to_be_read_and_a_write_for_the_first_time_as_well()
    {
        var target = Target();
        var sync = new UserSync(target, Terms, target.User, GiveBilling, new OpenWrite(1, GiveBilling), 1, false);

        var read = Assert.IsType<UserStep.Send>(sync.Begin(Now));
        foreach (var _ in ReadBack.Waits)
        {
            Assert.IsType<UserStep.Wait>(sync.Answered(Ok, Now));
            Assert.False(Assert.IsType<UserStep.Send>(sync.Waited()).Request.IsUnforeseen);
        }

        sync.Answered(Ok, Now);
        Assert.IsType<UserStep.Record>(sync.Durable(Now));
        var write = Assert.IsType<UserStep.Send>(sync.Durable(Now));

        Assert.Equal((false, false, true), (read.Request.IsUnforeseen, write.Request.IsUnforeseen, write.Request.IsWrite));
        Assert.Equal((true, true), (read.Request.FinishesWhatWasBegun, write.Request.FinishesWhatWasBegun));
    }
}
