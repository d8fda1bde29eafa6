using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class RunChangesFoldTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 17, 15);
    private static readonly RunId Earlier = new("20261124T171503123Z");
    private static readonly RunId Run = new("20261125T171503123Z");
    private static readonly RunId Later = new("20261126T171503123Z");
    private static readonly RunId Undoing = new("20261127T171503123Z");
    private static readonly SourceName Source = new("hris");
    private static readonly UserId User = new("u1");
    private static readonly Operation Grant = new Operation.GrantSkill(new("billing"), new(3m), IsGate: false, OperationCause.Stated);
    private static readonly Operation Rate = new Operation.RateSkill(new("billing"), new(3m), new(4m), IsGate: false, OperationCause.Stated);

    private readonly RunChangesFold _fold = new(Run);

    [Fact]
    public void What_a_run_applied_comes_in_order_with_the_user_as_it_was_found()
    {
        Take(Seen(), Intended(Earlier, 1, Grant), Settled(Earlier, 1, Grant), Intended(Run, 1, Rate), Settled(Run, 1, Rate), Intended(Run, 2, Grant), Settled(Run, 2, Grant));

        var user = Assert.Single(_fold.ToChanges());
        Assert.Equal([(1, Rate), (2, Grant)], user.Writes.Select(write => (write.Sequence, Assert.Single(write.Operations))));
        Assert.Equal("billing=3", user.FoundAs!.Skills!.ToString());
    }

    [Fact]
    public void A_user_to_whom_the_run_did_nothing_is_not_among_them()
    {
        Take(Seen(), Intended(Earlier, 1, Grant), Settled(Earlier, 1, Grant), Intended(Run, 1, Rate), new JournalEntry.Settled(User, Run, 1, WriteResult.NotApplied, Source, [], null, Now));

        Assert.Empty(_fold.ToChanges());
    }

    [Fact]
    public void What_nobody_knows_to_be_applied_is_unsettled_whether_the_journal_says_so_or_not()
    {
        Take(Seen(), Intended(Run, 1, Grant), new JournalEntry.Settled(User, Run, 1, WriteResult.NotApplied, Source, [], null, Now), Doubted(1, DoubtResult.Unsettled, Grant), Intended(Run, 2, Rate));

        Assert.Equal([Grant, Rate], Assert.Single(_fold.ToChanges()).Unsettled);
    }

    [Fact]
    public void A_write_that_another_process_of_the_run_counted_alike_says_nothing_of_one_that_is_unsettled()
    {
        Take(
            Seen(), Intended(Run, 1, Grant), Settled(Run, 1, Grant),
            Intended(Run, 1, Grant), new JournalEntry.Settled(User, Run, 1, WriteResult.NotApplied, Source, [], null, Now), Doubted(1, DoubtResult.Unsettled, Grant));

        Assert.Equal([Grant], Assert.Single(_fold.ToChanges()).Unsettled);
    }

    [Fact]
    public void What_was_found_applied_after_a_process_had_ended_is_told_apart()
    {
        Take(Seen(), Intended(Run, 1, Grant), Settled(Run, 1, Grant), Doubted(1, DoubtResult.Applied, Grant));

        var user = Assert.Single(_fold.ToChanges());
        Assert.Equal([Grant], user.Found);
        Assert.Equal([Grant], user.Applied);
    }

    [Fact]
    public void What_somebody_has_taken_and_given_again_is_no_longer_the_run_s()
    {
        Take(Seen(), Intended(Run, 1, Grant), Settled(Run, 1, Grant), Edited("3", null), Edited(null, "3"));

        Assert.Equal([new LaterChange(ValueKind.Skill, "billing", null)], Assert.Single(_fold.ToChanges()).Since);
    }

    [Fact]
    public void What_the_run_itself_wrote_after_somebody_s_change_is_its_own()
    {
        Take(Seen(), Intended(Run, 1, Grant), Settled(Run, 1, Grant), Edited("3", null), Intended(Run, 2, Grant), Settled(Run, 2, Grant));

        Assert.Empty(Assert.Single(_fold.ToChanges()).Since);
    }

    [Fact]
    public void What_a_later_run_changed_is_that_run_s_until_it_is_taken_back()
    {
        Take(Seen(), Intended(Run, 1, Grant), Settled(Run, 1, Grant), Intended(Later, 1, Rate), Settled(Later, 1, Rate));
        Assert.Equal([new LaterChange(ValueKind.Skill, "billing", Later)], Assert.Single(_fold.ToChanges()).Since);

        Operation back = new Operation.RateSkill(new("billing"), new(4m), new(3m), IsGate: false, OperationCause.Undone);
        Take(Intended(Undoing, 1, back), Settled(Undoing, 1, back));

        Assert.Empty(Assert.Single(_fold.ToChanges()).Since);
    }

    [Fact]
    public void An_undoing_that_is_taken_back_itself_has_the_last_word()
    {
        Operation back = new Operation.RateSkill(new("billing"), new(4m), new(3m), IsGate: false, OperationCause.Undone);
        Operation again = new Operation.RateSkill(new("billing"), new(3m), new(4m), IsGate: false, OperationCause.Undone);
        var redoing = new RunId("20261128T171503123Z");

        Take(
            Seen(), Intended(Run, 1, Grant), Settled(Run, 1, Grant), Intended(Later, 1, Rate), Settled(Later, 1, Rate),
            Intended(Undoing, 1, back), Settled(Undoing, 1, back), Intended(redoing, 1, again), Settled(redoing, 1, again));

        Assert.Equal([new LaterChange(ValueKind.Skill, "billing", redoing)], Assert.Single(_fold.ToChanges()).Since);
    }

    [Fact]
    public void A_hand_s_change_between_two_runs_outlasts_the_later_one_s_undoing()
    {
        Operation rate = new Operation.RateSkill(new("billing"), new(2m), new(4m), IsGate: false, OperationCause.Stated);
        Operation back = new Operation.RateSkill(new("billing"), new(4m), new(2m), IsGate: false, OperationCause.Undone);

        Take(
            Seen(), Intended(Run, 1, Grant), Settled(Run, 1, Grant), Edited("3", "2"),
            Intended(Later, 1, rate), Settled(Later, 1, rate), Intended(Undoing, 1, back), Settled(Undoing, 1, back));

        Assert.Equal([new LaterChange(ValueKind.Skill, "billing", null)], Assert.Single(_fold.ToChanges()).Since);
    }

    [Fact]
    public void What_a_later_run_has_perhaps_changed_is_no_longer_the_run_s()
    {
        Take(Seen(), Intended(Run, 1, Grant), Settled(Run, 1, Grant), new JournalEntry.Doubted(User, Later, new WriteDoubt(1, [Rate], WriteDoubt.AnswerNotRecorded, DoubtResult.Unsettled, Now)));

        Assert.Equal([new LaterChange(ValueKind.Skill, "billing", Later)], Assert.Single(_fold.ToChanges()).Since);
    }

    [Fact]
    public void The_ledger_in_which_values_have_gone_back_to_their_owners_is_noted_after_the_write()
    {
        Operation back = new Operation.GrantSkill(new("billing"), new(3m), IsGate: false, OperationCause.Undone) { Restores = new RestoredPlace(Source, null) };
        var settled = Settled(Run, 1, back);

        var noted = RestoredOwners.Note([settled, new JournalEntry.Finished(User, Run, UserResult.Changed)], AgentLedger.Empty);

        Assert.Equal([new OwnedSkill(Source, new("billing"), new(3m))], Assert.IsType<JournalEntry.Noted>(noted[1]).Ledger.Skills);
        Assert.Equal((3, settled), (noted.Length, noted[0]));
        Assert.Equal([Settled(Run, 1, Grant)], RestoredOwners.Note([Settled(Run, 1, Grant)], AgentLedger.Empty));
    }

    private void Take(params JournalEntry[] entries)
    {
        foreach (var entry in entries)
        {
            _fold.Take(new JournalBatch([entry]));
        }
    }

    private static JournalEntry.Seen Seen() => new(new ObservedUser(
        User, null, null, UserState.Active, 1, null, null, Holdings<SkillId, Level>.Empty, Holdings<CertificationId, HeldCertification>.Empty, Now));

    private static JournalEntry.Edited Edited(string? before, string? after) => new(User, [new(ValueKind.Skill, "billing", before, after)], Now);

    private static JournalEntry.Intended Intended(RunId run, int sequence, params ImmutableArray<Operation> operations) => new(User, run, sequence, operations);

    private static JournalEntry.Settled Settled(RunId run, int sequence, params ImmutableArray<Operation> applied) =>
        new(User, run, sequence, WriteResult.Applied, Source, applied, null, Now);

    private static JournalEntry.Doubted Doubted(int sequence, DoubtResult result, params ImmutableArray<Operation> operations) =>
        new(User, Run, new WriteDoubt(sequence, operations, WriteDoubt.AnswerNotRecorded, result, Now));
}
