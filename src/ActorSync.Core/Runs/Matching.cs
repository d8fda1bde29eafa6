using ActorSync.Core.Roster;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Finds each person's one user: by employee id, then by e-mail, and never by a guess.</summary>
public static class Matching
{
    /// <summary>Matches the people in scope by their rows.</summary>
    /// <param name="people">The people; order does not matter.</param>
    /// <param name="users">The listed users.</param>
    /// <param name="remembered">The user that each employee id was last matched to, from the ledger.</param>
    public static IReadOnlyDictionary<EmployeeId, RosterMatch> Match(
        IEnumerable<RosterPerson> people, UserIndex users, IReadOnlyDictionary<EmployeeId, UserId> remembered)
    {
        var expected = people.TryGetNonEnumeratedCount(out var count) ? count : 0;
        var matches = new Dictionary<EmployeeId, RosterMatch>(expected);
        var claims = new Dictionary<UserId, EmployeeId>(expected);
        var contested = new Dictionary<UserId, List<EmployeeId>>();

        foreach (var person in people)
        {
            var match = Match(person, users, remembered);
            matches[person.Id] = match;

            if (UserOf(match) is { } user && !claims.TryAdd(user, person.Id))
            {
                if (!contested.TryGetValue(user, out var claimants))
                {
                    contested[user] = claimants = [claims[user]];
                }

                claimants.Add(person.Id);
            }
        }

        foreach (var (user, claimants) in contested)
        {
            var unmatched = TwoPeople(user, claimants);
            foreach (var claimant in claimants)
            {
                matches[claimant] = unmatched;
            }
        }

        return matches;
    }

    private static RosterMatch Match(RosterPerson person, UserIndex users, IReadOnlyDictionary<EmployeeId, UserId> remembered)
    {
        var byEmployee = users.With(person.Id);
        var email = EmailKey.From(person.Email);
        var byEmail = email is { } address ? users.With(address) : Candidates.None;

        if (byEmployee.Count > 1)
        {
            return new RosterMatch.Unmatched(
                "employee-id-ambiguous",
                $"Users {byEmployee} all carry the employee id '{person.Id}'. Leave it on one of them on the target.");
        }

        if (byEmployee.Only is { } user)
        {
            return byEmail.Count == 0 || users.HasEmail(user, email!.Value)
                ? new RosterMatch.Matched(user)
                : new RosterMatch.Unmatched(
                    "id-and-email-disagree",
                    $"The employee id '{person.Id}' names user {user}, but the e-mail belongs to {byEmail}. Correct one of them, in the source or on the target.");
        }

        return byEmail.Count == 0 ? WithoutKey(person, users, remembered) : ByEmail(person, byEmail, users);
    }

    private static RosterMatch ByEmail(RosterPerson person, Candidates byEmail, UserIndex users)
    {
        if (byEmail.Only is not { } user)
        {
            return new RosterMatch.Unmatched(
                "email-ambiguous",
                $"Users {byEmail} have the same e-mail, and none carries the employee id '{person.Id}'. Enter the employee id on the right one.");
        }

        if (users.EmployeeOf(user) is not { } other)
        {
            return new RosterMatch.Matched(user);
        }

        return UserIndex.Unpadded(person.Id) == UserIndex.Unpadded(other)
            ? Padded(person.Id, other)
            : new RosterMatch.Unmatched(
                "id-and-email-disagree",
                $"The e-mail belongs to user {user}, who carries the employee id '{other}', not '{person.Id}'. Correct one of them, in the source or on the target.");
    }

    private static RosterMatch WithoutKey(RosterPerson person, UserIndex users, IReadOnlyDictionary<EmployeeId, UserId> remembered)
    {
        var isRemembered = remembered.TryGetValue(person.Id, out var user);
        if (isRemembered && !users.IsListed(user))
        {
            return new RosterMatch.NotListed(user);
        }

        if (users.PaddedTwinOf(person.Id) is { } twin)
        {
            return Padded(person.Id, twin);
        }

        return isRemembered
            ? new RosterMatch.Unmatched(
                "user-lost-its-keys",
                $"User {user} was '{person.Id}' before, but carries neither that employee id nor the person's e-mail now. Enter the employee id there again.")
            : new RosterMatch.Unmatched(
                "no-such-user",
                $"No user carries the employee id '{person.Id}' or the person's e-mail. Create the user on the target, or correct the id or the e-mail.");
    }

    private static RosterMatch.Unmatched Padded(EmployeeId stated, EmployeeId twin) => new(
        "employee-id-padding",
        $"The target knows '{twin}', and the source says '{stated}': only leading zeros differ, as when a spreadsheet drops them. If '{twin}' is meant, write it so in the source.");

    private static RosterMatch.Unmatched TwoPeople(UserId user, List<EmployeeId> claimants)
    {
        var first = string.Join(", ", claimants.Order().Take(Candidates.Shown).Select(id => $"'{id}'"));
        var rest = claimants.Count > Candidates.Shown ? $" and {claimants.Count - Candidates.Shown} more" : string.Empty;
        return new("two-people-one-user", $"The people {first}{rest} all lead to user {user}. Correct the employee id or the e-mail of all but one.");
    }

    private static UserId? UserOf(RosterMatch match) => match switch
    {
        RosterMatch.Matched matched => matched.User,
        RosterMatch.NotListed gone => gone.User,
        _ => null,
    };
}
