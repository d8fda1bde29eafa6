using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Runs;

public sealed class AbsentPeopleTests
{
    private static readonly ObservedUser User = Given.User() with { Id = new("a"), EmployeeId = "2", Email = "ana@example.com" };

    // The ledger remembers the user under the employee id of an earlier file.
    private static readonly Dictionary<UserId, AgentLedger> Ledger = new()
    {
        [User.Id] = AgentLedger.Empty with { Employee = "1", StatedBy = [Given.Hris] },
    };

    [Fact]
    public void Somebody_missing_from_a_full_file_is_absent()
    {
        var absent = Assert.Single(Scope(Given.Person(id: "9")).People);

        Assert.True(absent.IsAbsent);
        Assert.Equal(User.Id, absent.Observed.Id);
    }

    [Fact]
    public void A_user_whose_person_has_a_new_employee_id_is_in_scope_once_and_not_absent()
    {
        var person = Assert.Single(Scope(Given.Person(id: "2")).People);

        Assert.Equal(new EmployeeId("2"), person.Person!.Id);
    }

    [Fact]
    public void A_user_whom_the_file_names_by_the_e_mail_is_not_absent_even_when_nobody_is_matched() =>
        Assert.Empty(Scope(Given.Person(id: "3", email: "ANA@example.com")).People);

    [Fact]
    public void A_user_whose_row_under_the_new_employee_id_is_inactive_is_not_absent() =>
        Assert.Empty(Scope(Given.Person(id: "2", status: EmploymentStatus.Inactive)).People);

    private static RunScope Scope(params RosterPerson[] people) => RunScope.Of(
        new RosterReading(
            [new SourceFile("people.csv", SheetKind.Person, people.Length, string.Empty)],
            new RowCounts(people.Length, people.Length, 0, 0, 0),
            0,
            people.ToDictionary(person => person.Id),
            ImmutableHashSet<EmployeeId>.Empty,
            [],
            0,
            [],
            false,
            false,
            false),
        [User],
        Ledger,
        new ScopeTerms(Given.Hris, SourceMode.Full, null, DivisionScope.All, LeaverPolicy.Remove, Given.Now));
}
