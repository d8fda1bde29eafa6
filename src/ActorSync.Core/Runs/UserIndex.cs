using ActorSync.Core.Roster;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>The listed users by employee id and by e-mail.</summary>
public sealed class UserIndex
{
    private readonly Dictionary<EmployeeId, Candidates> _byEmployee = [];
    private readonly Dictionary<EmailKey, Candidates> _byEmail = [];
    private readonly Dictionary<string, EmployeeId?> _byUnpadded = new(StringComparer.Ordinal);
    private readonly Dictionary<UserId, (EmployeeId? Employee, EmailKey? Email)> _keys = [];

    /// <summary>Indexes users; a deleted one, and one that came before, is left out.</summary>
    public UserIndex(IEnumerable<ObservedUser> users)
    {
        foreach (var user in users)
        {
            if (user.State is not UserState.Deleted)
            {
                Add(user);
            }
        }
    }

    /// <summary>The users that carry the employee id.</summary>
    public Candidates With(EmployeeId employee) => _byEmployee.GetValueOrDefault(employee, Candidates.None);

    /// <summary>The users that have the e-mail.</summary>
    public Candidates With(EmailKey email) => _byEmail.GetValueOrDefault(email, Candidates.None);

    /// <summary>The employee id that a listed user carries, or null.</summary>
    public EmployeeId? EmployeeOf(UserId user) => _keys.TryGetValue(user, out var keys) ? keys.Employee : null;

    /// <summary>Whether a listed user has the e-mail.</summary>
    public bool HasEmail(UserId user, EmailKey email) => _keys.TryGetValue(user, out var keys) && keys.Email == email;

    /// <summary>Whether the user is listed.</summary>
    public bool IsListed(UserId user) => _keys.ContainsKey(user);

    /// <summary>The one employee id on the target that differs from this one by leading zeros only, or null.</summary>
    public EmployeeId? PaddedTwinOf(EmployeeId employee) =>
        _byUnpadded.GetValueOrDefault(Unpadded(employee)) is { } twin && twin != employee ? twin : null;

    /// <summary>The employee id without its leading zeros.</summary>
    internal static string Unpadded(EmployeeId employee) => employee.Value.TrimStart('0');

    private void Add(ObservedUser user)
    {
        EmployeeId? employee = string.IsNullOrWhiteSpace(user.EmployeeId) ? null : new EmployeeId(user.EmployeeId);
        var email = EmailKey.From(user.Email);
        if (!_keys.TryAdd(user.Id, (employee, email)))
        {
            return;
        }

        if (employee is { } id)
        {
            _byEmployee[id] = With(id).With(user.Id);

            // Two ids that differ by their zeros only leave nothing to propose.
            var unpadded = Unpadded(id);
            _byUnpadded[unpadded] = _byUnpadded.TryGetValue(unpadded, out var other) && other != id ? null : id;
        }

        if (email is { } address)
        {
            _byEmail[address] = With(address).With(user.Id);
        }
    }
}
