using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Runs;

/// <summary>Who is in scope by the pilot group and the divisions, and what is told of those who are not found.</summary>
public sealed class RunScopeTests
{
    private static readonly ObservedUser North = Given.User() with { Id = new("a"), EmployeeId = "1", DivisionId = "d-1", DivisionName = "North" };
    private static readonly ObservedUser South = Given.User() with { Id = new("b"), EmployeeId = "2", DivisionId = "d-2", DivisionName = "South" };

    [Fact]
    public void Rows_of_people_outside_the_pilot_group_or_the_divisions_are_out_of_scope()
    {
        var everybody = new[] { Given.Person(id: "1") with { AcceptedRows = 2 }, Given.Person(id: "2") with { AcceptedRows = 3 } };

        Assert.Equal(("a b", 0L), Drawn(Scope(everybody)));
        Assert.Equal(("a", 3L), Drawn(Scope(everybody, only: ["1"])));
        Assert.Equal(("a", 3L), Drawn(Scope(everybody, divisions: ["North"])));
        Assert.Equal(("", 5L), Drawn(Scope(everybody, only: ["2"], divisions: ["North"])));
    }

    [Fact]
    public void Ids_of_the_pilot_group_that_nobody_states_are_told_in_order() => Assert.Equal(
        [
            new Finding(string.Empty, 0, "employee_id", "only-not-in-source", "'5' is in the pilot group, but no accepted row states that person. Check the id.", FindingSeverity.Warning),
            new Finding(string.Empty, 0, "employee_id", "only-not-in-source", "'7' is in the pilot group, but no accepted row states that person. Check the id.", FindingSeverity.Warning),
        ],
        Scope([Given.Person(id: "1")], only: ["7", "1", "5"]).Findings);

    [Fact]
    public void Divisions_in_which_nobody_is_are_told() => Assert.Equal(
        [
            new Finding(
                string.Empty, 0, string.Empty, "division-unknown",
                "Scope:Divisions names 'West', and no user that the client may see is in it. Check the spelling, and the client's divisions.", FindingSeverity.Warning),
        ],
        Scope([Given.Person(id: "1")], divisions: ["North", "West"]).Findings);

    [Fact]
    public void Somebody_without_a_user_is_told_with_the_row()
    {
        var scope = Scope([Given.Person(id: "9")]);

        var finding = Assert.Single(scope.Findings);
        Assert.Equal(("people.csv", 2, "employee_id", FindingSeverity.Error), (finding.File, finding.Line, finding.Column, finding.Severity));
        Assert.Equal((1L, 0), (scope.Unmatched, scope.People.Length));
    }

    [Fact]
    public void Somebody_whose_user_the_target_no_longer_lists_is_in_scope_as_deleted()
    {
        var ledger = new Dictionary<UserId, AgentLedger> { [new("gone")] = AgentLedger.Empty with { Employee = "9", StatedBy = [Given.Hris] } };

        var person = Assert.Single(Scope([Given.Person(id: "9")], ledger: ledger).People);

        Assert.Equal(new ObservedUser(new("gone"), "9", null, UserState.Deleted, null, null, null, null, null, Given.Now), person.Observed);
    }

    private static (string Users, long RowsOutOfScope) Drawn(RunScope scope) => (string.Join(' ', scope.People.Select(person => person.Observed.Id)), scope.RowsOutOfScope);

    private static RunScope Scope(RosterPerson[] people, string[]? only = null, string[]? divisions = null, Dictionary<UserId, AgentLedger>? ledger = null) => RunScope.Of(
        new RosterReading(
            [new SourceFile("people.csv", SheetKind.Person, people.Length, string.Empty)], new RowCounts(people.Length, people.Length, 0, 0, 0), 0, people.ToDictionary(person => person.Id),
            ImmutableHashSet<EmployeeId>.Empty, [], 0, [], false, false, false),
        [North, South],
        ledger ?? [],
        new ScopeTerms(Given.Hris, SourceMode.Partial, only is null ? null : [.. only.Select(id => new EmployeeId(id))], DivisionScope.Of(divisions ?? []), LeaverPolicy.Keep, Given.Now));
}
