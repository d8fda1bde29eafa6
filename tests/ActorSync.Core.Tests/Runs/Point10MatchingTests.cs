using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Tests.Users;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Runs;

/// <summary>Point 10 of "What a run does to a person": matching, never guessed.</summary>
public class Point10MatchingTests
{
    private static readonly Dictionary<EmployeeId, UserId> NothingRemembered = [];

    [Fact]
    public void A_person_is_the_user_with_the_same_employee_id()
    {
        Assert.Equal(Matched("a"), Match(Person("00017"), User("a", " 00017 "), User("b", "18")));
    }

    [Fact]
    public void Leading_zeros_count()
    {
        var unmatched = Assert.IsType<RosterMatch.Unmatched>(Match(Person("17"), User("a", "00017")));

        Assert.Equal("employee-id-padding", unmatched.Rule);
        Assert.Contains("'00017'", unmatched.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_e_mail_is_the_second_key_under_one_fold()
    {
        Assert.Equal(Matched("a"), Match(Person("1", " Ju\u0308rgen@Example.com "), User("a", null, "J\u00DCRGEN@example.com")));
    }

    [Fact]
    public void Nobody_with_that_id_or_e_mail_is_unmatched()
    {
        Assert.Equal("no-such-user", Rule(Match(Person("1", "x@example.com"), User("a", "2", "y@example.com"))));
    }

    [Fact]
    public void Two_users_with_one_employee_id_are_unmatched()
    {
        Assert.Equal("employee-id-ambiguous", Rule(Match(Person("1"), User("a", "1"), User("b", "1"))));
    }

    [Fact]
    public void Two_users_with_one_e_mail_are_unmatched()
    {
        Assert.Equal("email-ambiguous", Rule(Match(Person("1", "x@example.com"), User("a", null, "x@example.com"), User("b", null, "X@example.com"))));
    }

    [Fact]
    public void An_id_and_an_e_mail_that_name_different_users_are_unmatched()
    {
        Assert.Equal(
            "id-and-email-disagree",
            Rule(Match(Person("1", "b@example.com"), User("a", "1", "a@example.com"), User("b", null, "b@example.com"))));
    }

    [Fact]
    public void An_e_mail_whose_user_carries_another_employee_id_is_unmatched()
    {
        Assert.Equal("id-and-email-disagree", Rule(Match(Person("1", "a@example.com"), User("a", "2", "a@example.com"))));
        Assert.Equal("employee-id-padding", Rule(Match(Person("1", "a@example.com"), User("a", "01", "a@example.com"))));
    }

    [Fact]
    public void An_e_mail_that_nobody_has_does_not_disturb_a_matching_id()
    {
        Assert.Equal(Matched("a"), Match(Person("1", "new@example.com"), User("a", "1", "old@example.com")));
    }

    [Fact]
    public void Two_people_for_one_user_are_both_unmatched()
    {
        var matches = Matching.Match(
            [Person("1", "x@example.com"), Person("2", "x@example.com"), Person("3")],
            new UserIndex([User("a", null, "x@example.com"), User("c", "3")]),
            NothingRemembered);

        Assert.Equal("two-people-one-user", Rule(matches[new("1")]));
        Assert.Equal("two-people-one-user", Rule(matches[new("2")]));
        Assert.Equal(Matched("c"), matches[new("3")]);
    }

    [Fact]
    public void A_person_who_is_not_listed_but_known_to_the_ledger_is_that_user()
    {
        var remembered = new Dictionary<EmployeeId, UserId> { [new("1")] = new("gone") };

        Assert.Equal(new RosterMatch.NotListed(new("gone")), Matching.Match([Person("1")], new UserIndex([]), remembered)[new("1")]);
        Assert.Equal(Matched("new"), Matching.Match([Person("1")], new UserIndex([User("new", "1")]), remembered)[new("1")]);
        Assert.Equal(
            "user-lost-its-keys", Rule(Matching.Match([Person("1")], new UserIndex([User("gone", null)]), remembered)[new("1")]));
    }

    [Fact]
    public void A_deleted_user_that_is_listed_all_the_same_matches_nobody()
    {
        Assert.Equal("no-such-user", Rule(Match(Person("1"), User("a", "1") with { State = UserState.Deleted })));
    }

    [Fact]
    public void A_row_that_came_on_two_pages_is_one_user()
    {
        Assert.Equal(Matched("a"), Match(Person("1"), User("a", "1"), User("a", "1")));
    }

    [Fact]
    public void An_e_mail_shared_by_everybody_names_a_few_of_them()
    {
        var users = Enumerable.Range(0, 100).Select(number => User($"u{number:000}", null, "all@example.com")).Reverse();

        var unmatched = Assert.IsType<RosterMatch.Unmatched>(
            Matching.Match([Person("1", "all@example.com")], new UserIndex(users), NothingRemembered)[new("1")]);

        Assert.Contains("u000, u001, u002, u003, u004 and 95 more", unmatched.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_user_is_matched_at_most_once_in_whatever_order_people_and_users_come() => Prop.ForAll(
        (from people in Gen.ListOf(from id in Gen.Choose(0, 9) from mail in Gen.Choose(0, 6) select (id, mail))
         from users in Gen.ListOf(from id in Gen.Choose(0, 9) from mail in Gen.Choose(0, 6) select (id, mail))
         select (people, users)).ToArbitrary(),
        given =>
        {
            var people = given.people.DistinctBy(p => p.id).Select(p => Person($"{p.id}", p.mail == 0 ? null : $"{p.mail}@example.com")).ToList();
            var users = given.users.Select((u, number) => User($"u{number}", u.id == 0 ? null : $"{u.id}", u.mail == 0 ? null : $"{u.mail}@example.com")).ToList();

            var forwards = Matching.Match(people, new UserIndex(users), NothingRemembered);
            var backwards = Matching.Match(Enumerable.Reverse(people), new UserIndex(Enumerable.Reverse(users)), NothingRemembered);
            var matched = forwards.Values.OfType<RosterMatch.Matched>().Select(match => match.User).ToList();

            return matched.Distinct().Count() == matched.Count
                && forwards.Count == people.Count
                && forwards.All(pair => backwards[pair.Key] == pair.Value);
        }).Check(Cases.Usual);

    [Fact]
    public void A_division_is_in_scope_by_its_id_or_its_exact_name()
    {
        var scope = DivisionScope.Of([" Support ", "d-2"]);
        var user = User("a", "1");

        Assert.True(scope.Includes(user with { DivisionId = "d-9", DivisionName = "Support" }));
        Assert.True(scope.Includes(user with { DivisionId = "d-2", DivisionName = "Sales" }));
        Assert.False(scope.Includes(user with { DivisionId = "d-9", DivisionName = "support" }));
        Assert.False(scope.Includes(user));
        Assert.True(DivisionScope.All.Includes(user));
    }

    private static RosterMatch Match(RosterPerson person, params ObservedUser[] users) =>
        Matching.Match([person], new UserIndex(users), NothingRemembered)[person.Id];

    private static RosterMatch.Matched Matched(string user) => new(new UserId(user));

    private static string Rule(RosterMatch match) => Assert.IsType<RosterMatch.Unmatched>(match).Rule;

    private static RosterPerson Person(string id, string? email = null) => Given.Person(id: id, email: email);

    private static ObservedUser User(string id, string? employee, string? email = null) =>
        Given.User() with { Id = new(id), EmployeeId = employee, Email = email };
}
