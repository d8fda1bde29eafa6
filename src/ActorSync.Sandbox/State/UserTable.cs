using System.Collections.Concurrent;

namespace ActorSync.Sandbox.State;

/// <summary>All users by slot, id, employee id and e-mail.</summary>
/// <remarks>Which users are in a state, or hold something, is worked out when asked for and kept until that changes.</remarks>
internal sealed class UserTable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, int> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _byEmployeeId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<UserStates, int[]> _byState = new();
    private readonly ConcurrentDictionary<string, int[]> _skillHolders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]> _certificationHolders = new(StringComparer.Ordinal);

    // Grown by copying and published whole, so that a reader never sees a half-filled array.
    private volatile User[] _users = new User[64];
    private volatile int _count;

    public int Count => _count;

    public User this[int slot] => Volatile.Read(ref _users[slot]);

    public User? Find(string id) => At(_byId, id);

    public User? FindByEmployeeId(string employeeId) => At(_byEmployeeId, employeeId);

    public User? FindByEmail(string email) => At(_byEmail, email);

    /// <summary>Returns the slots of the users in one of these states, in order.</summary>
    public int[] In(UserStates states) =>
        Kept(_byState, states, user => states.HasFlag(ChoiceOf(user.State)));

    /// <summary>Returns the slots of the users that hold this skill and are not deleted, in order.</summary>
    public int[] HoldersOfSkill(string skillId) =>
        Kept(_skillHolders, skillId, user => user.State != UserState.Deleted && user.IndexOfSkill(skillId) >= 0);

    /// <summary>Returns the slots of the users that hold this certification and are not deleted, in order.</summary>
    public int[] HoldersOfCertification(string key) =>
        Kept(_certificationHolders, key, user => user.State != UserState.Deleted && user.IndexOfCertification(key) >= 0);

    /// <summary>Adds a user at the next slot, or replaces the one at the user's slot.</summary>
    public void Put(User user)
    {
        lock (_gate)
        {
            var before = user.Slot < _count ? _users[user.Slot] : null;
            if (before is null)
            {
                Add(user);
            }
            else
            {
                Volatile.Write(ref _users[user.Slot], user);
            }

            Index(before, user);
            Forget(before, user);
        }
    }

    private void Add(User user)
    {
        if (user.Slot != _count)
        {
            throw new InvalidOperationException($"The next user stands at slot {_count}, not at {user.Slot}.");
        }

        if (_count == _users.Length)
        {
            var larger = new User[_users.Length * 2];
            _users.CopyTo(larger, 0);
            _users = larger;
        }

        _users[_count] = user;
        _count++;
        _byId[user.Id] = user.Slot;
    }

    private void Index(User? before, User user)
    {
        if (before?.EmployeeId is { } oldId && oldId != user.EmployeeId && _byEmployeeId.TryGetValue(oldId, out var slot) && slot == user.Slot)
        {
            _byEmployeeId.TryRemove(oldId, out _);
        }

        if (user.EmployeeId is { } employeeId)
        {
            _byEmployeeId.TryAdd(employeeId, user.Slot);
        }

        if (before is not null && before.Email != user.Email && _byEmail.TryGetValue(before.Email, out slot) && slot == user.Slot)
        {
            _byEmail.TryRemove(before.Email, out _);
        }

        _byEmail.TryAdd(user.Email, user.Slot);
    }

    private void Forget(User? before, User user)
    {
        if (before?.State != user.State)
        {
            _byState.Clear();
            _skillHolders.Clear();
            _certificationHolders.Clear();
            return;
        }

        foreach (var held in before.Skills)
        {
            ForgetIf(user.IndexOfSkill(held.SkillId) < 0, _skillHolders, held.SkillId);
        }

        foreach (var held in user.Skills)
        {
            ForgetIf(before.IndexOfSkill(held.SkillId) < 0, _skillHolders, held.SkillId);
        }

        foreach (var held in before.Certifications)
        {
            ForgetIf(user.IndexOfCertification(held.Key) < 0, _certificationHolders, held.Key);
        }

        foreach (var held in user.Certifications)
        {
            ForgetIf(before.IndexOfCertification(held.Key) < 0, _certificationHolders, held.Key);
        }
    }

    private static void ForgetIf(bool moved, ConcurrentDictionary<string, int[]> holders, string key)
    {
        if (moved)
        {
            holders.TryRemove(key, out _);
        }
    }

    private static UserStates ChoiceOf(UserState state) => state switch
    {
        UserState.Active => UserStates.Active,
        UserState.Inactive => UserStates.Inactive,
        _ => UserStates.Deleted,
    };

    private int[] Kept<TKey>(ConcurrentDictionary<TKey, int[]> lists, TKey key, Predicate<User> belongs)
        where TKey : notnull
    {
        if (lists.TryGetValue(key, out var kept))
        {
            return kept;
        }

        // Under the writers' lock, or a list could be kept that a write has just outdated.
        lock (_gate)
        {
            var slots = new List<int>();
            for (var slot = 0; slot < _count; slot++)
            {
                if (belongs(_users[slot]))
                {
                    slots.Add(slot);
                }
            }

            int[] made = [.. slots];
            lists[key] = made;
            return made;
        }
    }

    private User? At(ConcurrentDictionary<string, int> index, string key) =>
        index.TryGetValue(key, out var slot) ? this[slot] : null;
}
