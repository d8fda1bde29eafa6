using System.Diagnostics.CodeAnalysis;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Journal;

/// <summary>The people of one partition, by number and by user: what is stored names the number, and only the table behind this knows who it is.</summary>
/// <remarks>Confined to whoever reads or writes that partition's journal.</remarks>
/// <param name="partition">The partition's number.</param>
public sealed class PersonDirectory(int partition)
{
    private readonly Dictionary<UserId, PersonIdentity> _byUser = [];
    private readonly Dictionary<int, PersonIdentity> _byNumber = [];
    private readonly Dictionary<int, PersonIdentity> _unstored = [];
    private int _last;

    /// <summary>The partition's number.</summary>
    public int Partition { get; } = partition;

    /// <summary>Whether people go by their pseudonyms alone, so that nobody need be known.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>How many people it knows who are not erased.</summary>
    public int Count => _byUser.Count;

    /// <summary>The people whose identity is new or has changed since <see cref="TakeUnstored"/>.</summary>
    public bool HasUnstored => _unstored.Count > 0;

    /// <summary>The directory as the table keeps it.</summary>
    public static PersonDirectory Load(int partition, IPersonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);

        var people = table.Load(partition);
        var directory = new PersonDirectory(partition);
        directory._byUser.EnsureCapacity(people.Count);
        directory._byNumber.EnsureCapacity(people.Count);
        foreach (var person in people)
        {
            directory.Keep(person);
        }

        return directory;
    }

    /// <summary>Who has a number.</summary>
    /// <exception cref="UnreadablePayloadException">Nobody ever had it: the table and the journal do not belong together.</exception>
    public PersonIdentity Of(int number) => _byNumber.TryGetValue(number, out var person) ? person
        : IsAnonymous ? new(number, null, null, null, null)
        : throw new UnreadablePayloadException($"The journal of partition {Partition} tells of person {number}, of whom the table of people has nothing: the two do not belong together.");

    /// <summary>What a user goes by in what is read: of somebody erased only the pseudonym is left.</summary>
    public UserId UserOf(PersonIdentity person)
    {
        ArgumentNullException.ThrowIfNull(person);

        return person.User ?? new(new Pseudonym(Partition, person.Number).ToString());
    }

    /// <summary>The number of a user who has been entered, or of somebody erased by the pseudonym.</summary>
    public int NumberOf(UserId user) => _byUser.TryGetValue(user, out var person) ? person.Number
        : IsErased(user) ? Pseudonym.TryParse(user.Value)!.Value.Number
        : throw new KeyNotFoundException($"User {user} is not in the directory of partition {Partition}.");

    /// <summary>Finds a user who has been entered.</summary>
    public bool TryFind(UserId user, [NotNullWhen(true)] out PersonIdentity? person) => _byUser.TryGetValue(user, out person);

    /// <summary>Whether what is read by this id was of somebody who is erased.</summary>
    public bool IsErased(UserId user) =>
        !_byUser.ContainsKey(user) && Pseudonym.TryParse(user.Value) is { } pseudonym && pseudonym.Partition == Partition
        && _byNumber.GetValueOrDefault(pseudonym.Number) is { IsErased: true };

    /// <summary>Takes in who an entry is about, before it is stored.</summary>
    public void Enter(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);

        var isKnown = _byUser.TryGetValue(entry.User, out var known);
        if (!isKnown && IsErased(entry.User))
        {
            return; // The number stays, and nobody is to be known by it again.
        }

        known ??= new PersonIdentity(_last + 1, entry.User, null, null, null);
        switch (entry)
        {
            case JournalEntry.Seen { Observed: var seen }:
                Change(known with { TargetEmployee = seen.EmployeeId, Email = seen.Email });
                break;
            case JournalEntry.Noted noted:
                Change(known with { Employee = noted.Ledger.Employee });
                break;
            default:
                if (!isKnown)
                {
                    Change(known);
                }

                break;
        }
    }

    /// <summary>Takes in somebody of whom no more is to be kept.</summary>
    public void Enter(UserId user) => Change(_byUser.GetValueOrDefault(user) ?? new PersonIdentity(_last + 1, user, null, null, null));

    /// <summary>Takes in who a user is of whom an earlier version stored everything in the journal itself.</summary>
    public void Enter(UserRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);

        if (IsErased(record.User))
        {
            return;
        }

        var known = _byUser.GetValueOrDefault(record.User) ?? new PersonIdentity(_last + 1, record.User, null, null, null);
        Change(known with { Employee = record.Ledger.Employee, TargetEmployee = record.LastKnown?.EmployeeId, Email = record.LastKnown?.Email });
    }

    /// <summary>Those who are new or have changed since the last time, by number; the caller stores them before anything that names their number.</summary>
    public IReadOnlyList<PersonIdentity> TakeUnstored()
    {
        var taken = _unstored.Values.OrderBy(person => person.Number).ToList();
        _unstored.Clear();
        return taken;
    }

    private void Change(PersonIdentity person)
    {
        if (!_byNumber.TryGetValue(person.Number, out var known) || known != person)
        {
            _unstored[person.Number] = person;
            Keep(person);
        }
    }

    private void Keep(PersonIdentity person)
    {
        _byNumber[person.Number] = person;
        _last = Math.Max(_last, person.Number);
        if (person.User is { } user)
        {
            _byUser[user] = person;
        }
    }
}
