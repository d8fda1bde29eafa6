using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

public sealed class WriteDoubtTests
{
    private static readonly Operation Give = new Operation.GrantSkill(new SkillId("billing"), new(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Take = new Operation.RevokeSkill(new SkillId("billing"), new(3), IsGate: false, OperationCause.Stated);
    private static readonly Operation Gate = new Operation.GrantSkill(new SkillId("billing"), new(5), IsGate: true, OperationCause.Stated);

    [Theory]
    [InlineData("it may have been sent: the process ended before an answer was recorded", true)]
    [InlineData("the process ended before the answer was recorded", true)]
    [InlineData("the target answered 502; the process ended before a read settled it", true)]
    [InlineData("the target answered 502", false)]
    public void What_earlier_versions_stored_of_a_write_that_was_left_open_still_says_so(string stored, bool wasLeftOpen) =>
        Assert.Equal(wasLeftOpen, Doubt(stored, DoubtResult.Applied, Give).WasLeftOpen);

    [Theory]
    [InlineData(DoubtResult.Applied, true, false)]
    [InlineData(DoubtResult.AppliedInPart, true, false)]
    [InlineData(DoubtResult.NotApplied, false, false)]
    [InlineData(DoubtResult.Unsettled, true, true)]
    public void What_a_write_gave_counts_as_given_by_hand_where_nobody_knows_that_it_was_this_write(DoubtResult result, bool ofLeftOpen, bool ofAnother)
    {
        Assert.Equal(ofLeftOpen, Doubt(WriteDoubt.AnswerNotRecorded, result, Gate, Give).CountsAsGivenByHand);
        Assert.Equal(ofLeftOpen, Doubt("the target answered 502" + WriteDoubt.NotReadBack, result, Gate, Give).CountsAsGivenByHand);
        Assert.Equal(ofAnother, Doubt("the target answered 502", result, Gate, Give).CountsAsGivenByHand);
    }

    [Theory]
    [InlineData(WriteDoubt.AnswerNotRecorded, true)]
    [InlineData("the target answered 502" + WriteDoubt.NotReadBack, false)]
    [InlineData("the target answered 502", false)]
    public void Whether_a_write_was_sent_is_not_known_only_where_the_process_that_left_it_did_not_say(string reason, bool perhapsUnsent) =>
        Assert.All(
            Enum.GetValues<DoubtResult>(),
            result => Assert.Equal(perhapsUnsent && result is (DoubtResult.NotApplied or DoubtResult.Unsettled), Doubt(reason, result, Give).IsPerhapsUnsent));

    [Fact]
    public void A_gate_is_never_given_by_hand_and_what_was_taken_away_is_only_where_it_may_still_be_there()
    {
        Assert.All(Enum.GetValues<DoubtResult>(), result => Assert.False(Doubt(WriteDoubt.AnswerNotRecorded, result, Gate).CountsAsGivenByHand));
        Assert.All(
            Enum.GetValues<DoubtResult>(),
            result => Assert.Equal(result == DoubtResult.Unsettled, Doubt(WriteDoubt.AnswerNotRecorded, result, Take).CountsAsGivenByHand));
    }

    private static WriteDoubt Doubt(string reason, DoubtResult result, params ImmutableArray<Operation> carried) => new(1, carried, reason, result, Given.Now);
}
