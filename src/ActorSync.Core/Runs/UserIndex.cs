using ActorSync.Core.Roster;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>The listed users by id, by employee id and by e-mail.</summary>
/// <remarks>A million users are indexed at once, so it keeps no more of a user than the user.</remarks>
public sealed class UserIndex
{
    private readonly Dictionary<EmployeeId, Candidates> _byEmployee;
    private readonly Dictionary<EmailKey, Candidates> _byEmail;
    private readonly Dictionary<UserId, ObservedUser> _users;
    private Dictionary<string, EmployeeId?>? _byUnpadded;

    /// <summary>Indexes users; one that came before is left out, and a deleted one is found by its id alone.</summary>
    public UserIndex(IEnumerable<ObservedUser> users)
    {
        var expected = users.TryGetNonEnumeratedCount(out var count) ? count : 0;
        (_users, _byEmployee, _byEmail) = (new(expected), new(expected), new(expected));
        foreach (var user in users)
        {
            Add(user);
        }
    }

    /// <summary>The user with this id, a deleted one as well, or null.</summary>
    public ObservedUser? Find(UserId user) => _users.GetValueOrDefault(user);

    /// <summary>The users that carry the employee id.</summary>
    public Candidates With(EmployeeId employee) => _byEmployee.GetValueOrDefault(employee);

    /// <summary>The users that have the e-mail.</summary>
    public Candidates With(EmailKey email) => _byEmail.GetValueOrDefault(email);

    /// <summary>The employee id that a listed user carries, or null.</summary>
    public EmployeeId? EmployeeOf(UserId user) => IsListed(user) ? EmployeeOf(_users[user]) : null;

    /// <summary>Whether a listed user has the e-mail.</summary>
    public bool HasEmail(UserId user, EmailKey email) => IsListed(user) && EmailKey.From(_users[user].Email) == email;

    /// <summary>Whether the user is listed and not deleted.</summary>
    public bool IsListed(UserId user) => Find(user) is { State: not UserState.Deleted };

    /// <summary>The one employee id on the target that differs from this one by leading zeros only, or null.</summary>
    public EmployeeId? PaddedTwinOf(EmployeeId employee) =>
        (_byUnpadded ??= ByUnpadded()).GetValueOrDefault(Unpadded(employee)) is { } twin && twin != employee ? twin : null;

    /// <summary>The employee id without its leading zeros.</summary>
    internal static string Unpadded(EmployeeId employee) => employee.Value.TrimStart('0');

    private static EmployeeId? EmployeeOf(ObservedUser user) => string.IsNullOrWhiteSpace(user.EmployeeId) ? null : new EmployeeId(user.EmployeeId);

    private void Add(ObservedUser user)
    {
        if (!_users.TryAdd(user.Id, user) || user.State is UserState.Deleted)
        {
            return;
        }

        if (EmployeeOf(user) is { } id)
        {
            _byEmployee[id] = With(id).With(user.Id);
        }

        if (EmailKey.From(user.Email) is { } address)
        {
            _byEmail[address] = With(address).With(user.Id);
        }
    }

    // Only for people whom neither key leads to a user.
    private Dictionary<string, EmployeeId?> ByUnpadded()
    {
        var ids = new Dictionary<string, EmployeeId?>(_byEmployee.Count, StringComparer.Ordinal);
        foreach (var id in _byEmployee.Keys)
        {
            var unpadded = Unpadded(id);
            ids[unpadded] = ids.ContainsKey(unpadded) ? null : id; // Two ids that differ by their zeros only leave nothing to propose.
        }

        return ids;
    }
}
