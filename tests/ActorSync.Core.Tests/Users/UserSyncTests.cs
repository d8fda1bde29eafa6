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

        var left = Assert.IsType<UserStep.Record>(sync.Answered(new TargetOutcome.NotSent(null), Now));
        var finish = Assert.IsType<UserStep.Finish>(sync.Durable(Now));

        Assert.IsType<JournalEntry.Intended>(Assert.Single(left.Entries));
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
    public void A_write_that_is_forbidden_without_naming_a_permission_ends_this_user_alone_and_nothing_more_is_sent()
    {
        var target = new ModelTarget(Target((Spanish, 4)).User) { ItemsPerWrite = 1 };
        var sent = 0;

        var result = RunToEnd(target, [.. GiveBilling, .. TakeSpanish], _ =>
        {
            sent++;
            return new TargetOutcome.Answered(403, default, Now);
        });

        Assert.Equal((1, (UserResult?)UserResult.Failed, null), (sent, result.Result, result.Stop));
        Assert.Equal("user-forbidden", Assert.Single(result.Problems).Rule);
    }

    [Fact]
    public void A_write_for_which_a_permission_is_missing_stops_the_run()
    {
        var result = RunToEnd(Target(), GiveBilling, _ => new TargetOutcome.Answered(403, """{"code": "missing.any.permissions"}"""u8.ToArray(), Now));

        Assert.IsType<RunStop.PermissionMissing>(result.Stop);
        Assert.Null(result.Result);
    }

    [Fact]
    public void Whatever_goes_wrong_on_the_way_every_sent_write_has_a_durable_intent_and_the_end_is_right()
    {
        WriteFault[] passing = [WriteFault.LostBefore, WriteFault.LostAfter, WriteFault.Clash, WriteFault.AppliedInPart, WriteFault.TooLate];
        Prop.ForAll(Gen.ArrayOf(MaybeFault(passing)).ToArbitrary(), faults =>
        {
            var target = Target((Spanish, 4));
            var (_, result) = SyncWith(target, faults);

            Assert.Equal(UserResult.Changed, result.Result);
            Assert.Equal(0, result.Doubts.Counts.Unsettled);
            Assert.Equal(Holdings<SkillId, Level>.From([new(Billing, new Level(3)), new(new SkillId("chat"), new Level(2))]), target.User.Skills);
        }).Check(Cases.Usual);
    }

    [Fact]
    public void Whatever_goes_wrong_on_the_way_a_write_is_foreseen_when_it_leaves_for_the_first_time_and_what_never_left_was_spared()
    {
        // But for a value that moved: the write foreseen for it is then there for one that comes again.
        Prop.ForAll(Gen.ArrayOf(MaybeFault([.. Enum.GetValues<WriteFault>().Where(fault => fault != WriteFault.ValueMoved)])).ToArbitrary(), faults =>
        {
            var target = new ModelTarget(Target((Spanish, 4)).User) { ItemsPerWrite = 1 };
            var (sent, result) = SyncWith(target, faults);

            var values = new HashSet<SkillId>();
            var isFirst = sent.Where(request => request.IsWrite).Select(request => values.Add(target.SkillIn(request))).ToList();
            return isFirst.SequenceEqual(sent.Where(request => request.IsWrite).Select(request => !request.IsUnforeseen))
                && sent.TrueForAll(request => request.IsWrite || request.IsUnforeseen)
                && values.Count + result.RequestsSpared == ThreeChanges.Length;
        }).Check(Cases.Usual);
    }

    [Fact]
    public void As_long_as_nothing_is_given_up_as_many_writes_are_foreseen_as_are_needed_and_none_is_spared()
    {
        WriteFault[] passing = [WriteFault.LostBefore, WriteFault.LostAfter, WriteFault.Clash, WriteFault.TooLate];
        Prop.ForAll(Gen.ArrayOf(MaybeFault(passing)).ToArbitrary(), Gen.Choose(1, 3).ToArbitrary(), (faults, itemsPerWrite) =>
        {
            var target = new ModelTarget(Target((Spanish, 4)).User) { ItemsPerWrite = itemsPerWrite };
            var (sent, result) = SyncWith(target, faults);

            return (sent.Count(request => !request.IsUnforeseen), result.RequestsSpared) == (target.WritesFor(ThreeChanges), 0);
        }).Check(Cases.Usual);
    }

    [Fact]
    public void What_settles_a_write_and_what_repeats_it_goes_on_with_what_was_begun_even_where_another_was_foreseen()
    {
        var target = new ModelTarget(Target((Spanish, 4)).User) { ItemsPerWrite = 1 };

        // The second of three writes is not needed any more when the first comes again.
        var (sent, _) = SyncWith(target, [WriteFault.Clash], afterFirst: () => target.User = target.User with { Skills = target.User.Skills!.Without(Spanish) });

        Assert.Equal([(true, false), (false, true), (true, true), (true, false)], sent.Select(request => (request.IsWrite, request.FinishesWhatWasBegun)));
    }

    [Fact]
    public void What_was_too_old_when_its_turn_came_is_read_and_sent_without_another_turn_and_given_up_when_that_is_in_vain_too_often()
    {
        var target = Target();
        var sent = new List<(bool IsWrite, bool GoesOn)>();

        var result = RunToEnd(target, GiveBilling, request =>
        {
            sent.Add((request.IsWrite, request.FinishesWhatWasBegun));
            return request.IsWrite ? TargetOutcome.TooLate.Instance : Ok;
        });

        Assert.Equal((true, false), sent[0]);
        Assert.All(sent.Skip(1), request => Assert.True(request.GoesOn));
        Assert.Equal(1 + Setbacks.MaxLate, sent.Count(request => request.IsWrite));
        Assert.Equal("write-too-late", Assert.Single(result.Problems).Rule);
    }

    [Fact]
    public void Reads_that_were_foreseen_and_not_needed_are_spared()
    {
        var target = Target();
        var sync = new UserSync(target, Terms, target.User, new UserTask(GiveBilling, new(1 + ReadBack.Waits.Length, 1)) { Open = new OpenWrite(1, GiveBilling) });

        sync.Begin(Now);
        target.User = target.User with { Skills = target.User.Skills!.With(Billing, new Level(3)) }; // It shows only now.
        sync.Answered(Ok, Now);
        var finish = Assert.IsType<UserStep.Finish>(sync.Durable(Now));

        Assert.Equal(ReadBack.Waits.Length + 1, finish.Result.RequestsSpared);
    }

    [Fact]
    public void What_an_earlier_process_left_open_is_foreseen_to_be_read_and_a_write_for_the_first_time_as_well()
    {
        var target = Target();
        var sync = new UserSync(target, Terms, target.User, new UserTask(GiveBilling, new(1 + ReadBack.Waits.Length, 1)) { Open = new OpenWrite(1, GiveBilling) });

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

    private static Gen<WriteFault?> MaybeFault(WriteFault[] faults) =>
        Gen.Frequency((2, Gen.Constant((WriteFault?)null)), (5, Gen.Elements(faults).Select(fault => (WriteFault?)fault)));

    // What has left, and the end; what was too late has not.
    private static (List<TargetRequest> Sent, UserSyncResult Result) SyncWith(ModelTarget target, WriteFault?[] faults, Action? afterFirst = null)
    {
        var script = new Queue<WriteFault?>(faults.Take(Math.Min(Setbacks.MaxDoubts, Setbacks.MaxClashes)));
        var sent = new List<TargetRequest>();
        var result = RunToEnd(target, ThreeChanges, request =>
        {
            var outcome = !request.IsWrite ? Ok
                : script.TryDequeue(out var maybe) && maybe is { } fault ? Fault(fault, target, request)
                : target.Apply(request, Now);
            if (outcome is not TargetOutcome.TooLate)
            {
                sent.Add(request);
            }

            afterFirst?.Invoke();
            afterFirst = null;
            return outcome;
        });
        return (sent, result);
    }
}
