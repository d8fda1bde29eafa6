using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using static ActorSync.Core.Tests.Users.Given;

namespace ActorSync.Core.Tests.Policies;

public class GuardTests
{
    private static readonly TaxonomyNames KnownNames = Context(TargetKind.Named).Taxonomy.Names;
    private static readonly RowCountMemory NoRows = new(ImmutableSortedDictionary<SheetKind, long>.Empty);
    private static readonly Operation Removal = new Operation.RevokeSkill(Id(Billing), new(3), IsGate: false, OperationCause.NoLongerStated);
    private static readonly Operation Expiry = new Operation.RevokeSkill(Id(PciGate), new(3), IsGate: true, OperationCause.Expired);

    [Theory]
    [InlineData(20, GuardOutcome.Pass)]
    [InlineData(21, GuardOutcome.Hold)]
    public void Strictly_more_than_the_percentage_holds(int removals, GuardOutcome expected)
    {
        var verdict = Judge(new GuardLimits(), Tally(people: 100, heldEach: 2, removals));

        Assert.Equal(expected, verdict.Outcome);
    }

    [Fact]
    public void A_small_population_is_not_held_by_the_percentage()
    {
        Assert.Equal(GuardOutcome.Pass, Judge(new GuardLimits(), Tally(people: 99, heldEach: 1, removals: 99)).Outcome);
        Assert.Equal(GuardOutcome.Hold, Judge(new GuardLimits(MinimumPopulation: 99), Tally(people: 99, heldEach: 1, removals: 99)).Outcome);
    }

    [Theory]
    [InlineData(5, GuardOutcome.Pass)]
    [InlineData(6, GuardOutcome.Hold)]
    public void Strictly_more_than_the_count_holds_whatever_the_population(int removals, GuardOutcome expected)
    {
        Assert.Equal(expected, Judge(new GuardLimits(MaxRemovals: 5), Tally(people: 10, heldEach: 100, removals)).Outcome);
    }

    [Fact]
    public void A_reason_names_rule_limit_count_and_the_first_items_in_their_own_order()
    {
        var reason = Assert.Single(Judge(new GuardLimits(MaxRemovals: 3), Tally(people: 30, heldEach: 1, removals: 12)).Reasons);

        Assert.Contains("Guard:MaxRemovals allows 3", reason, StringComparison.Ordinal);
        Assert.Contains("would take 12", reason, StringComparison.Ordinal);
        Assert.Contains("The first 10: 1000 skill Billing, 1001 skill Billing", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("1010", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_a_kind_is_told_as_one()
    {
        var reason = Assert.Single(Judge(new GuardLimits(MaxRemovals: 0), Tally(people: 1, heldEach: 1, removals: 1)).Reasons);
        var percent = Assert.Single(Judge(new GuardLimits(MinimumPopulation: 1), Tally(people: 1, heldEach: 1, removals: 1)).Reasons);

        Assert.Contains("It is: 1000 skill Billing.", reason, StringComparison.Ordinal);
        Assert.Contains("of 1 managed assignment to be removed", percent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_in_which_decisions_arrive_does_not_show()
    {
        var forwards = Tally(Enumerable.Range(0, 30));
        var backwards = Tally(Enumerable.Range(0, 30).Reverse());

        Assert.Equal(forwards.FirstItems, backwards.FirstItems);
        Assert.Equal(GuardTally.ItemsShown, forwards.FirstItems.Length);
    }

    [Fact]
    public void Endings_by_date_and_what_is_held_back_anyway_do_not_count()
    {
        var tally = new GuardTally();
        tally.Add("1", Decision([Expiry]), KnownNames);
        tally.Add("2", Decision([Removal]) with { Held = "inactive" }, KnownNames);

        Assert.Equal(0, tally.Removals);
        Assert.Equal(2, tally.PeopleInScope);
        Assert.Equal(GuardOutcome.Pass, Judge(new GuardLimits(MaxRemovals: 0), tally).Outcome);
    }

    [Theory]
    [InlineData(SourceMode.Full, 70, GuardOutcome.Pass)]
    [InlineData(SourceMode.Full, 69, GuardOutcome.Hold)]
    [InlineData(SourceMode.Partial, 1, GuardOutcome.Pass)]
    public void A_full_file_that_shrank_too_much_holds(SourceMode mode, long rows, GuardOutcome expected)
    {
        var verdict = Guard.Judge(new GuardLimits(), mode, new GuardTally(), Rows(SheetKind.Person, rows), Rows(SheetKind.Person, 100), null);

        Assert.Equal(expected, verdict.Outcome);
    }

    [Fact]
    public void Each_kind_of_sheet_is_compared_with_its_own_kind()
    {
        var verdict = Guard.Judge(
            new GuardLimits(), SourceMode.Full, new GuardTally(), Rows(SheetKind.Skill, 5), Rows(SheetKind.Person, 100), null);

        Assert.Equal(GuardOutcome.Pass, verdict.Outcome);
    }

    [Fact]
    public void The_first_file_of_a_source_has_nothing_to_be_compared_with()
    {
        Assert.Equal(
            GuardOutcome.Pass,
            Guard.Judge(new GuardLimits(), SourceMode.Full, new GuardTally(), Rows(SheetKind.Person, 1), null, null).Outcome);
    }

    [Fact]
    public void A_reason_given_overrides_and_is_kept()
    {
        var verdict = Guard.Judge(
            new GuardLimits(MaxRemovals: 0), SourceMode.Partial, Tally(people: 1, heldEach: 1, removals: 1), NoRows, null, " the site closes ");

        Assert.Equal(GuardOutcome.Overridden, verdict.Outcome);
        Assert.Single(verdict.Reasons);
        Assert.Equal("the site closes", verdict.AcceptedBecause);
    }

    [Fact]
    public void Nothing_to_accept_is_a_plain_pass()
    {
        Assert.Equal(
            GuardVerdict.Pass, Guard.Judge(new GuardLimits(), SourceMode.Partial, new GuardTally(), NoRows, null, "just in case"));
    }

    [Fact]
    public void Files_are_counted_per_kind()
    {
        var memory = RowCountMemory.Of([new("a", SheetKind.Person, 3, ""), new("b", SheetKind.Person, 4, ""), new("c", SheetKind.Skill, 9, "")]);

        Assert.Equal(7, memory.Rows[SheetKind.Person]);
        Assert.Equal(9, memory.Rows[SheetKind.Skill]);
    }

    private static GuardVerdict Judge(GuardLimits limits, GuardTally tally) =>
        Guard.Judge(limits, SourceMode.Partial, tally, NoRows, null, null);

    private static GuardTally Tally(int people, int heldEach, int removals)
    {
        var tally = new GuardTally();
        for (var person = 0; person < people; person++)
        {
            tally.Add($"{1000 + person}", Decision(person < removals ? [Removal] : []) with { ManagedHeld = heldEach }, KnownNames);
        }

        return tally;
    }

    private static GuardTally Tally(IEnumerable<int> people)
    {
        var tally = new GuardTally();
        foreach (var person in people)
        {
            tally.Add($"{1000 + person}", Decision([Removal]), KnownNames);
        }

        return tally;
    }

    private static AgentDecision Decision(ImmutableArray<Operation> operations) => new(operations, AgentLedger.Empty, [], null, 1);

    private static RowCountMemory Rows(SheetKind kind, long rows) => new(ImmutableSortedDictionary<SheetKind, long>.Empty.Add(kind, rows));
}
