using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Who is in scope of a run: everybody that the source states and the target knows, and whoever is missing from a full file.</summary>
/// <param name="People">The people by employee id, the absent ones last.</param>
/// <param name="RowsOutOfScope">Accepted rows of people outside the scope.</param>
/// <param name="Unmatched">Accepted people without a single user.</param>
/// <param name="Findings">Why people are unmatched, and which ids of a pilot group the source lacks.</param>
public sealed record RunScope(ImmutableArray<PersonInScope> People, long RowsOutOfScope, long Unmatched, ImmutableArray<Finding> Findings)
{
    /// <summary>Draws the scope.</summary>
    /// <param name="reading">What the source says.</param>
    /// <param name="users">Every user that the target lists.</param>
    /// <param name="ledger">The ledgers that the partitions keep, by user.</param>
    /// <param name="terms">The configured scope.</param>
    public static RunScope Of(
        RosterReading reading, IReadOnlyList<ObservedUser> users, IReadOnlyDictionary<UserId, AgentLedger> ledger, ScopeTerms terms)
    {
        var people = ImmutableArray.CreateBuilder<PersonInScope>(reading.People.Count);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var index = new UserIndex(users);
        var stated = reading.People.Values.Where(person => person.Status != EmploymentStatus.Inactive).OrderBy(person => person.Id).ToList();

        // Everybody is matched, a pilot group or not: two people who lead to one user are ambiguous even when only one is in the group.
        var matches = Matching.Match(stated, index, Remembered(ledger));
        var candidates = terms.Only is null ? stated : stated.FindAll(person => terms.Includes(person.Id));
        var rowsOutOfScope = reading.People.Values.Sum(person => (long)person.AcceptedRows) - candidates.Sum(person => (long)person.AcceptedRows);

        long unmatched = 0;
        foreach (var person in candidates)
        {
            switch (matches[person.Id])
            {
                case RosterMatch.Matched matched when index.Find(matched.User) is { } user && terms.Divisions.Includes(user):
                    people.Add(new PersonInScope(person, null, user));
                    break;
                case RosterMatch.Matched:
                    rowsOutOfScope += person.AcceptedRows;
                    break;
                case RosterMatch.NotListed gone:
                    people.Add(new PersonInScope(person, null, NotListed(gone.User, person.Id, terms.Now)));
                    break;
                case RosterMatch.Unmatched none:
                    unmatched++;
                    findings.Add(new Finding(
                        reading.Files[person.First.File].Name, person.First.Line, "employee_id", none.Rule, none.Message, FindingSeverity.Error));
                    break;
                default:
                    throw new InvalidOperationException("Unknown match.");
            }
        }

        foreach (var missing in terms.Missing(reading))
        {
            findings.Add(new Finding(
                string.Empty, 0, "employee_id", "only-not-in-source", $"'{missing}' is in the pilot group, but no accepted row states that person. Check the id.", FindingSeverity.Warning));
        }

        foreach (var nobodys in terms.Divisions.Unknown(users))
        {
            findings.Add(new Finding(
                string.Empty, 0, string.Empty, "division-unknown", $"Scope:Divisions names '{nobodys}', and no user that the client may see is in it. Check the spelling, and the client's divisions.", FindingSeverity.Warning));
        }

        people.AddRange(Absent(reading, index, ledger, terms));
        return new RunScope(people.DrainToImmutable(), rowsOutOfScope, unmatched, findings.ToImmutable());
    }

    private static ObservedUser NotListed(UserId user, EmployeeId employee, Instant now) =>
        new(user, employee.Value, null, UserState.Deleted, null, null, null, null, null, now);

    private static IEnumerable<PersonInScope> Absent(
        RosterReading reading, UserIndex users, IReadOnlyDictionary<UserId, AgentLedger> ledger, ScopeTerms terms)
    {
        if (terms.Mode != SourceMode.Full || terms.Only is not null || reading.SuspendAbsence || terms.AbsentPolicy == LeaverPolicy.Keep)
        {
            return [];
        }

        // Nobody whom the file names in any way is absent, whatever became of the row: neither by the employee id that the ledger
        // remembers, nor by the one or the e-mail that the user carries now.
        var emails = reading.People.Values.Select(person => EmailKey.From(person.Email)).OfType<EmailKey>().ToHashSet();
        return from entry in ledger
               where entry.Value.Employee is not null && entry.Value.StatedBy.Contains(terms.Source)
               let employee = new EmployeeId(entry.Value.Employee!)
               where !IsStated(employee)
               let user = users.Find(entry.Key)
               where user is not null && terms.Divisions.Includes(user) && !IsNamed(user)
               orderby employee, entry.Key
               select new PersonInScope(null, null, user);

        bool IsNamed(ObservedUser user) =>
            (!string.IsNullOrWhiteSpace(user.EmployeeId) && IsStated(new EmployeeId(user.EmployeeId)))
            || (EmailKey.From(user.Email) is { } email && emails.Contains(email));

        bool IsStated(EmployeeId employee) => reading.People.ContainsKey(employee) || reading.RejectedPeople.Contains(employee);
    }

    private static Dictionary<EmployeeId, UserId> Remembered(IReadOnlyDictionary<UserId, AgentLedger> ledger)
    {
        var remembered = new Dictionary<EmployeeId, UserId>();
        foreach (var (user, known) in ledger.OrderBy(entry => entry.Key))
        {
            if (known.Employee is { } employee)
            {
                remembered[new EmployeeId(employee)] = user;
            }
        }

        return remembered;
    }
}
