using System.Collections.Concurrent;
using System.Text.Json;

namespace ActorSync.Sandbox.State;

/// <summary>All that the target holds; every change goes to the state file, where there is one, in the order of the changes.</summary>
internal sealed class World(SandboxDialect dialect, TimeProvider clock) : IAsyncDisposable
{
    private const string QueueKind = "queue";
    private const string SkillGroupKind = "skillGroup";
    private const string FlowKind = "flow";
    private const string AppointmentKind = "appointment";

    // One change at a time: a change reads what it replaces, and its line in the file must not overtake another's.
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<int, (User Before, long At)> _lastChanges = new();
    private readonly ConcurrentDictionary<string, long> _created = new(StringComparer.Ordinal);
    private StateFile? _file;

    public SandboxDialect Dialect { get; } = dialect;

    public UserTable Users { get; } = new();

    public Catalogue<Skill> Skills { get; } = new();

    public Catalogue<Certification> Certifications { get; } = new();

    public Catalogue<Document> Queues { get; } = new();

    public Catalogue<Document> SkillGroups { get; } = new();

    public Catalogue<Document> Flows { get; } = new();

    public Catalogue<Document> Appointments { get; } = new();

    /// <summary>Opens a world: from its state file where that exists, else from what <paramref name="seed"/> puts there.</summary>
    public static World Open(SandboxDialect dialect, TimeProvider clock, string? stateFile, Action<World> seed)
    {
        var world = new World(dialect, clock);
        if (stateFile is null)
        {
            seed(world);
        }
        else
        {
            int? promised = null;
            var found = 0;
            world._file = StateFile.Open(
                stateFile,
                document =>
                {
                    if (StateCodec.Read(document, world) is { } documents)
                    {
                        promised = documents;
                    }
                    else
                    {
                        found++;
                    }
                },
                () => RefuseIncomplete(stateFile, promised, found),
                () => seed(world),
                world.WriteAll);
        }

        return world;
    }

    /// <summary>Replaces a user by what <paramref name="change"/> makes of it; null from it leaves the user as it is.</summary>
    /// <returns>The user afterwards, null where there is none, and a task that ends when the change is durable.</returns>
    public (User? User, Task Durable) ChangeUser(string id, Func<User, User?> change)
    {
        lock (_gate)
        {
            var before = Users.Find(id);
            if (before is null || change(before) is not { } after || ReferenceEquals(after, before))
            {
                return (before, Task.CompletedTask);
            }

            _lastChanges[after.Slot] = (before, clock.GetTimestamp());
            return (after, PutUser(after));
        }
    }

    /// <summary>Returns the user as it was before its last change, where that is younger than <paramref name="age"/>.</summary>
    public User AsOf(User user, TimeSpan age) =>
        _lastChanges.TryGetValue(user.Slot, out var change) && clock.GetElapsedTime(change.At) < age ? change.Before : user;

    /// <summary>Adds what <paramref name="make"/> makes for the next slot; null from it adds nothing.</summary>
    public (User? User, Task Durable) AddUser(Func<int, User?> make)
    {
        lock (_gate)
        {
            return make(Users.Count) is { } user ? (user, PutUser(user)) : (null, Task.CompletedTask);
        }
    }

    /// <summary>Does a change of the catalogues or documents that must not meet another one.</summary>
    public T Exclusively<T>(Func<World, T> change)
    {
        lock (_gate)
        {
            return change(this);
        }
    }

    public Task Put(Skill skill)
    {
        lock (_gate)
        {
            Skills.Put(skill);
            return Append(json => StateCodec.Write(json, skill));
        }
    }

    public Task Put(Certification certification)
    {
        lock (_gate)
        {
            Certifications.Put(certification);
            return Append(json => StateCodec.Write(json, certification));
        }
    }

    /// <summary>Adds a skill that a client has created.</summary>
    public Task PutNew(Skill skill)
    {
        _created[skill.Id] = clock.GetTimestamp();
        return Put(skill);
    }

    /// <summary>Adds a certification that a client has created.</summary>
    public Task PutNew(Certification certification)
    {
        _created[certification.Id] = clock.GetTimestamp();
        return Put(certification);
    }

    /// <summary>Returns how long ago a client has created this; null where it was there before.</summary>
    public TimeSpan? AgeOf(INamed row) => _created.TryGetValue(row.Id, out var at) ? clock.GetElapsedTime(at) : null;

    public Task PutQueue(Document queue) => Put(QueueKind, queue);

    public Task PutSkillGroup(Document group) => Put(SkillGroupKind, group);

    public Task PutFlow(Document flow) => Put(FlowKind, flow);

    public Task PutAppointment(Document appointment) => Put(AppointmentKind, appointment);

    /// <summary>Returns where documents of a stored kind belong.</summary>
    public Catalogue<Document> DocumentsOf(string kind) => kind switch
    {
        QueueKind => Queues,
        SkillGroupKind => SkillGroups,
        FlowKind => Flows,
        AppointmentKind => Appointments,
        _ => throw new InvalidDataException($"The sandbox state holds a document of the unknown kind '{kind}'."),
    };

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task PutUser(User user)
    {
        Users.Put(user);
        return Append(json => StateCodec.Write(json, user));
    }

    private Task Put(string kind, Document document)
    {
        lock (_gate)
        {
            DocumentsOf(kind).Put(document);
            return Append(json => StateCodec.Write(json, kind, document));
        }
    }

    private Task Append(Action<Utf8JsonWriter> write) => _file?.AppendAsync(write) ?? Task.CompletedTask;

    // The file takes its name once it is whole, so that one with less than it promises was cut short by something else.
    private static void RefuseIncomplete(string path, int? promised, int found)
    {
        if (promised is not { } documents)
        {
            throw new InvalidDataException($"The sandbox state '{path}' lacks its first line, which says of what format and dialect it is.");
        }

        if (found < documents)
        {
            throw new InvalidDataException($"The sandbox state '{path}' was cut short: it had at least {documents} documents, and {found} are left.");
        }
    }

    private void WriteAll(Action<Action<Utf8JsonWriter>> line)
    {
        string[] kinds = [QueueKind, SkillGroupKind, FlowKind, AppointmentKind];
        var documents = Skills.Rows.Length + Certifications.Rows.Length + kinds.Sum(kind => DocumentsOf(kind).Rows.Length) + Users.Count;
        line(json => StateCodec.WriteHeader(json, Dialect, documents));
        foreach (var skill in Skills.Rows)
        {
            line(json => StateCodec.Write(json, skill));
        }

        foreach (var certification in Certifications.Rows)
        {
            line(json => StateCodec.Write(json, certification));
        }

        foreach (var kind in kinds)
        {
            foreach (var document in DocumentsOf(kind).Rows)
            {
                line(json => StateCodec.Write(json, kind, document));
            }
        }

        for (var slot = 0; slot < Users.Count; slot++)
        {
            var user = Users[slot];
            line(json => StateCodec.Write(json, user));
        }
    }
}
