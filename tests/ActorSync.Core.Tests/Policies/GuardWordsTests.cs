using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Policies;

/// <summary>The reasons of the guard to the letter: who reads one decides on it whether the run goes on.</summary>
public class GuardWordsTests
{
    private static readonly Operation Skill = new Operation.RevokeSkill(new("billing"), new(3), IsGate: false, OperationCause.NoLongerStated);
    private static readonly Operation Certification = new Operation.EndCertification(new("pci"), default, default, OperationCause.Lapsed);

    [Theory]
    [InlineData(0, 1, "Guard:MaxRemovals allows 0 removals and early endings, and this run would take 1. It is: 1000 skill billing.")]
    [InlineData(1, 2, "Guard:MaxRemovals allows 1 removal or early ending, and this run would take 2. They are: 1000 skill billing, 1001 skill billing.")]
    public void A_count_that_is_exceeded(int most, int removals, string reason) =>
        Assert.Equal([reason], Judge(new GuardLimits(MaxRemovals: most), Tally(removals, heldEach: 1, Skill)));

    [Fact]
    public void Of_as_many_items_as_are_shown_all_are_told() => Assert.Contains(
        "They are: 1000 skill billing,", Assert.Single(Judge(new GuardLimits(MaxRemovals: 1), Tally(GuardTally.ItemsShown, heldEach: 1, Skill))), StringComparison.Ordinal);

    [Fact]
    public void A_share_that_is_exceeded_is_told_rounded_up_so_that_it_never_reads_as_the_limit() => Assert.Equal(
        ["Guard:MaxRemovalsPercent allows 33.3 % of 6 managed assignments to be removed or ended early, and this run would take 2 (33.34 %). They are: 1000 certification pci, 1001 certification pci."],
        Judge(new GuardLimits(MaxRemovalsPercent: 33.3m, MinimumPopulation: 2), Tally(2, heldEach: 3, Certification)));

    [Fact]
    public void Where_nothing_managed_is_held_any_removal_is_all_of_it() => Assert.Contains(
        "would take 1 (100 %).", Assert.Single(Judge(new GuardLimits(MinimumPopulation: 1), Tally(1, heldEach: 0, Skill))), StringComparison.Ordinal);

    [Theory]
    [InlineData(SheetKind.Person, "person sheet")]
    [InlineData(SheetKind.Skill, "skill sheet")]
    [InlineData(SheetKind.Certification, "certification sheet")]
    public void A_sheet_that_shrank_is_named_with_both_counts(SheetKind kind, string name)
    {
        var verdict = Guard.Judge(new GuardLimits(), SourceMode.Full, new GuardTally(), Rows(kind, 60), Rows(kind, 90), null);

        Assert.Equal([$"Guard:MaxRowDropPercent allows 30 % fewer rows than the last accepted file, and the {name} has 60 instead of 90 (33.34 % fewer)."], verdict.Reasons);
    }

    [Theory]
    [InlineData("It is: 1000 skill billing.", "1000 skill billing.")]
    [InlineData(": 1000 skill a: b.", "1000 skill a: b.")]
    [InlineData("Guard:MaxRowDropPercent allows 30 % fewer rows.", "")]
    public void The_items_of_a_reason_are_told_apart_since_they_may_name_people(string reason, string items) => Assert.Equal(items, Guard.ItemsIn(reason));

    [Fact]
    public void What_one_person_loses_is_shown_in_the_order_of_its_names()
    {
        var tally = new GuardTally();
        tally.Add("1000", new([Skill, Skill with { Cause = OperationCause.Zero }, Certification], AgentLedger.Empty, [], null, 3), TaxonomyNames.None);

        Assert.Equal(["1000 certification pci", "1000 skill billing"], tally.FirstItems.Select(item => item.ToString()));
        Assert.Equal(3, tally.Removals);
    }

    private static ImmutableArray<string> Judge(GuardLimits limits, GuardTally tally) =>
        Guard.Judge(limits, SourceMode.Partial, tally, Rows(SheetKind.Person, 1), null, null).Reasons;

    private static GuardTally Tally(int people, int heldEach, Operation loss)
    {
        var tally = new GuardTally();
        for (var person = 0; person < people; person++)
        {
            tally.Add($"{1000 + person}", new AgentDecision([loss], AgentLedger.Empty, [], null, heldEach), TaxonomyNames.None);
        }

        return tally;
    }

    private static RowCountMemory Rows(SheetKind kind, long rows) => new(ImmutableSortedDictionary<SheetKind, long>.Empty.Add(kind, rows));
}
